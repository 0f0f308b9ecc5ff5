//! Reads the glyphs of a PDF with their places, by a PDF interpreter that is independent of the
//! writer.

use hayro_interpret::font::Glyph as PdfGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// A glyph in reading order.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// What it stands for.
    pub text: String,
    /// Left end of its baseline, in points from the page's left edge.
    pub x: f64,
    /// Height of its baseline, in points from the page's upper edge.
    pub y: f64,
}

/// A page's glyphs in the order of its content stream.
#[derive(Clone, Debug)]
pub struct Page {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// The glyphs of one baseline.
#[derive(Clone, Debug)]
pub struct Line {
    /// Text without white space.
    pub text: String,
    /// Left end of the first glyph, points.
    pub x: f64,
    /// Baseline, points from the page's upper edge.
    pub y: f64,
    /// Left end of the last glyph, points.
    pub last_x: f64,
}

/// Reads all pages.
pub fn pages(data: &[u8]) -> Vec<Page> {
    let pdf = Pdf::new(data.to_vec()).expect("a PDF");
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let bounds = Rect::new(0.0, 0.0, width, height);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, page.xref(), settings);
        let mut collector = Collector { height, glyphs: Vec::new() };
        interpret_page(page, &mut context, &mut collector);
        pages.push(Page { width, height, glyphs: collector.glyphs });
    }
    pages
}

impl Page {
    /// All text, white space removed.
    pub fn text(&self) -> String {
        super::squeeze(&self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>())
    }

    /// The lines in reading order: glyphs on one baseline that follow each other.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
            match lines.last_mut() {
                Some(line) if (line.y - glyph.y).abs() < 1.0 => {
                    line.text.push_str(&glyph.text);
                    line.last_x = glyph.x;
                }
                _ => lines.push(Line {
                    text: glyph.text.clone(),
                    x: glyph.x,
                    y: glyph.y,
                    last_x: glyph.x,
                }),
            }
        }
        lines
    }

    /// Whether the page is wider than high.
    pub fn is_landscape(&self) -> bool {
        self.width > self.height
    }
}

struct Collector {
    height: f64,
    glyphs: Vec<Glyph>,
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &PdfGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let origin = transform * glyph_transform * Point::ORIGIN;
        self.glyphs.push(Glyph { text, x: origin.x, y: self.height - origin.y });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
