//! Reports side by side: a thread for each, told in their order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

/// For how many further reports the engine remembers what it worked out for one: reports of one method
/// share phrases and tables, so that the next is done in two thirds of the time. More takes memory and
/// gains nothing; it never forgets by itself.
const REMEMBERED: usize = 3;

/// Tells workers to take no further report.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// One that is pulled by Ctrl-C; a second Ctrl-C ends the program at once. Files are written whole
    /// in either case.
    pub fn on_interrupt() -> Stop {
        let stop = Stop::default();
        let pulled = stop.clone();
        // Where no handler can be set, Ctrl-C ends the program, as it does by itself.
        let _ = ctrlc::set_handler(move || {
            if pulled.0.swap(true, Ordering::Relaxed) {
                std::process::exit(2);
            }
        });
        stop
    }

    /// Whether it was pulled.
    pub fn is_pulled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Does `work` for each number up to `count`, on so many threads, and calls `done` on this thread with
/// what came of it, in the order of the numbers.
///
/// Each thread has a pool of one thread for the engine: the engine shares one document's work among the
/// threads of its pool, and sharing one pool among documents nests one document's work on the stack of
/// another's.
pub fn run<T: Send>(
    count: usize,
    jobs: NonZeroUsize,
    stop: &Stop,
    work: impl Fn(usize) -> T + Sync,
    mut done: impl FnMut(usize, T),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get().min(count) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || stop.is_pulled() {
                        break;
                    }
                    let result = match &pool {
                        Ok(pool) => pool.install(|| work(number)),
                        // No further thread can be had: this one does it.
                        Err(_) => work(number),
                    };
                    comemo::evict(REMEMBERED);
                    if sender.send((number, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (number, result) in receiver {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&told) {
                done(told, result);
                told += 1;
            }
        }
        // After a stop some numbers are missing; what is behind them is told all the same.
        for (number, result) in waiting {
            done(number, result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        let mut told = Vec::new();
        let slow_first = |number: usize| {
            thread::sleep(std::time::Duration::from_millis(if number == 0 { 30 } else { 0 }));
            number * 2
        };
        let jobs = NonZeroUsize::new(4).unwrap();
        run(20, jobs, &Stop::default(), slow_first, |number, result| told.push((number, result)));
        assert_eq!(told, (0..20).map(|number| (number, number * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_begun_after_a_stop() {
        let stop = Stop::default();
        let mut told = Vec::new();
        let work = |number: usize| {
            if number == 3 {
                stop.0.store(true, Ordering::Relaxed);
            }
            number
        };
        run(100, NonZeroUsize::MIN, &stop, work, |number, _| told.push(number));
        assert_eq!(told, [0, 1, 2, 3]);
    }
}
