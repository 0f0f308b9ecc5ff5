//! The most that is read of one file. A report that passes a limit is refused with the limit's name,
//! so that no input, however made, takes more time and memory than the largest report would.

/// Bytes of a file: a hundred of the longest report known, twice.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of a scoring method: twenty times the longest known.
pub const MAX_METHOD_BYTES: usize = 256 * 1024;

/// Characters of one line: more than thirty printed pages without a paragraph's end. Nobody can
/// read such a line, and what compares the parts of a sentence takes the square of its length.
pub const MAX_LINE: usize = 20_000;

/// Characters of one text that is no prose, its lines together: what fits no cell of a table.
pub const MAX_TEXT: usize = 20_000;

/// Characters of a key: ids of figures are keys of 公布值, and they hold three names.
pub const MAX_KEY: usize = 500;

/// Levels of nesting. A report needs about eight.
pub const MAX_DEPTH: usize = 64;

/// Entries of one list or mapping, and lines of one text: a hundred times the longest known table.
pub const MAX_ENTRIES: usize = 5_000;

/// Values and lines of a file: a hundred of the longest report known.
pub const MAX_VALUES: usize = 100_000;

/// Placeholders of a file: a hundred times those of the longest report known. Each may stand for the
/// longest text that a figure has.
pub const MAX_PLACEHOLDERS: usize = 10_000;

/// Bytes that the placeholders of a file stand for, all together: a hundred times those of the longest
/// report known.
pub const MAX_EXPANDED: usize = 1024 * 1024;

/// Level-1 indicators: some phrases of the method are said once for each. A table has three to five.
pub const MAX_LEVEL1: usize = 50;

/// Blocks at the left margin that are read one by one where the text as a whole does not parse. A
/// report has about a dozen.
pub const MAX_BLOCKS: usize = 500;
