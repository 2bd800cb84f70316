use super::{
    samples::{SECRET, assert_bare, talkative_jpeg, talkative_png},
    *,
};
use canyu_core::{
    campaign::{Kind, Stage},
    lang::Text,
};
use image::Rgba;

fn plain(colour: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="{colour}"/></svg>"#)
        .into_bytes()
}

fn stage(picture: &str, tiles: &[u32]) -> Stage {
    Stage {
        at: None,
        taps: None,
        after: None,
        mask: campaign::Mask::None,
        picture: Some(picture.to_owned()),
        tiles: tiles.to_vec(),
        alt: Text::default(),
        hint: Text::default(),
    }
}

fn teaser(stages: Vec<Stage>) -> (Node, Teaser) {
    let teaser = Teaser {
        ink: None,
        columns: 2,
        rows: 1,
        stages,
    };
    let kind = Kind::Teaser(teaser.clone());
    let node = Node {
        id: "toy".to_owned(),
        title: Text::default(),
        lead: Text::default(),
        opens: None,
        closes: None,
        tickets: 0,
        points: 0,
        after: None,
        kind,
    };
    (node, teaser)
}

fn mean(picture: &Picture, left: bool) -> [i32; 3] {
    let image = image::load_from_memory(&picture.body).unwrap().to_rgb8();
    let x = image.width() / 4 * if left { 1 } else { 3 };
    let pixel = image.get_pixel(x, image.height() / 2);
    pixel.0.map(i32::from)
}

#[test]
fn a_stage_shows_its_tiles_and_nothing_of_later_pictures() {
    let files: HashMap<_, _> = [
        ("cloth".to_owned(), plain("#ff0000")),
        ("open".to_owned(), plain("#0000ff")),
    ]
    .into();
    let (node, teaser) = teaser(vec![stage("cloth", &[]), stage("open", &[2]), stage("open", &[])]);
    let pictures = stages(&node, &teaser, &files).unwrap();
    let full: Vec<_> = pictures.iter().filter(|picture| !picture.preview).collect();
    assert_eq!(full.len(), 3);
    assert_eq!((full[0].width, full[0].height), (WIDTH, WIDTH / 2));
    let is = |found: [i32; 3], colour: [i32; 3]| found.iter().zip(colour).all(|(a, b)| (a - b).abs() < 8);
    let (red, blue) = ([255, 0, 0], [0, 0, 255]);
    assert!(is(mean(full[0], true), red) && is(mean(full[0], false), red));
    assert!(is(mean(full[1], true), red) && is(mean(full[1], false), blue));
    assert!(is(mean(full[2], true), blue) && is(mean(full[2], false), blue));
    assert_ne!(full[1].body, full[2].body);
}

#[test]
fn what_is_no_picture_is_named() {
    let files: HashMap<_, _> = [("a".to_owned(), b"hello".to_vec())].into();
    let (node, teaser) = teaser(vec![stage("a", &[])]);
    assert!(matches!(stages(&node, &teaser, &files), Err((path, PictureError::Raster(_))) if path == "a"));
    let files: HashMap<_, _> = [(
        "a".to_owned(),
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"9000\"/>".to_vec(),
    )]
    .into();
    assert!(matches!(
        stages(&node, &teaser, &files),
        Err((_, PictureError::Size(10, 9000)))
    ));
}

#[test]
fn a_drawing_cannot_read_other_files() {
    let secret = br#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20"><image width="40" height="20" xlink:href="/etc/passwd"/></svg>"#;
    let files: HashMap<_, _> = [("a".to_owned(), secret.to_vec())].into();
    let (node, teaser) = teaser(vec![stage("a", &[])]);
    let pictures = stages(&node, &teaser, &files).unwrap();
    assert!(mean(&pictures[0], true).iter().all(|&channel| channel > 250));
}

const GRID: Grid = Grid { columns: 4, rows: 3 };

/// A thing on a light ground, in a size that no tile divides.
fn thing(transparent: bool) -> RgbaImage {
    RgbaImage::from_fn(701, 533, |x, y| {
        let is_in = x.abs_diff(350).pow(2) + y.abs_diff(266).pow(2) < 48_400;
        let [red, green, blue] = if is_in {
            [(x % 200) as u8, (y % 180) as u8, 30]
        } else {
            [246, 248, 250]
        };
        Rgba([red, green, blue, if is_in || !transparent { 255 } else { 0 }])
    })
}

/// The same in the tiles, and something else everywhere beside them.
fn changed_beside(picture: &RgbaImage, tiles: &[u32]) -> RgbaImage {
    let seen = GRID.seen(tiles, picture.dimensions());
    let mut changed = picture.clone();
    for (x, y, pixel) in changed.enumerate_pixels_mut() {
        if !seen.has(x, y) {
            let noise = (x * 7_919 + y * 104_729) % 251;
            *pixel = Rgba([
                noise as u8,
                (noise * 3 % 256) as u8,
                255 - noise as u8,
                (noise * 5 % 256) as u8,
            ]);
        }
    }
    changed
}

fn file(picture: &RgbaImage) -> Vec<u8> {
    encode::png(picture).unwrap()
}

/// All that is published of a cloth and of these tiles of a second picture.
fn published(second: Vec<u8>, tiles: &[u32], mask: Option<Mask>) -> Vec<Picture> {
    let files = [("cloth".to_owned(), plain("#224488")), ("open".to_owned(), second)].into();
    let layer = |path, tiles: &[u32], mask| {
        let tiles = tiles.to_vec();
        Some(Layer { path, tiles, mask })
    };
    let all: Vec<u32> = (0..12).collect();
    let layers = [layer("cloth", &all, None), layer("open", tiles, mask), None];
    compose("toy", GRID, layers.into_iter(), &files).unwrap()
}

#[test]
fn what_no_tile_shows_changes_no_byte_of_any_picture() {
    let silhouette = Some(Mask::Silhouette { ink: [31, 41, 55] });
    let cases = [
        (None, false),
        (Some(Mask::Blur), false),
        (silhouette, false),
        (silhouette, true),
    ];
    for (number, (mask, transparent)) in cases.into_iter().enumerate() {
        let picture = thing(transparent);
        let tiles = if number % 2 == 0 { &[4, 7][..] } else { &[0, 1, 5, 6] };
        let told = format!("{mask:?} {tiles:?} {transparent}");
        let one = published(file(&picture), tiles, mask);
        let other = published(file(&changed_beside(&picture, tiles)), tiles, mask);
        assert_eq!(one.len(), 6);
        assert!(one == other, "{told}");
        let elsewhere = published(file(&changed_beside(&picture, &[11])), tiles, mask);
        let differs = |stage: usize| one[stage].body != elsewhere[stage].body;
        assert!(differs(2) && differs(3), "{told}: the test sees a change");
    }
}

#[test]
fn what_no_tile_of_a_drawing_shows_changes_no_byte_of_any_picture() {
    let drawing = |beside: &str| {
        let text = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><title>{SECRET}</title><rect width="80" height="60" fill="#fafafa"/>
            <circle cx="20" cy="30" r="9" fill="#c40"/><rect x="40" width="40" height="60" fill="{beside}"/></svg>"##
        );
        text.into_bytes()
    };
    let left = [0, 1, 4, 5, 8, 9];
    for mask in [None, Some(Mask::Blur), Some(Mask::Silhouette { ink: [31, 41, 55] })] {
        assert!(published(drawing("#000"), &left, mask) == published(drawing("#0f0"), &left, mask));
    }
}

#[test]
fn a_picture_carries_nothing_along_but_pixels() {
    let picture = thing(false);
    let sources = [
        talkative_jpeg(&flatten(&picture), 1),
        talkative_png(&picture, 1),
        format!(r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><title>{SECRET}</title><desc>{SECRET}</desc></svg>"##).into_bytes(),
    ];
    for source in sources {
        assert!(source.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
        for picture in published(source, &[0, 1, 2], None) {
            assert_bare(&picture.body);
        }
    }
}

#[test]
fn a_name_is_nothing_that_the_picture_gives_away() {
    let pictures = published(file(&thing(false)), &[4, 7], None);
    let name = |secret, campaign, picture: &Picture| secret_name(&[secret; 32], campaign, picture);
    let names: std::collections::HashSet<String> = pictures.iter().map(|picture| name(1, "toy", picture)).collect();
    assert_eq!(
        names.len(),
        pictures.len(),
        "the last stage lays nothing new, and has names of its own"
    );
    let first = name(1, "toy", &pictures[2]);
    assert!(first.len() == 36 && first.ends_with(".jpg"), "128 bits: {first}");
    assert_eq!(first, name(1, "toy", &pictures[2]), "it stays through versions");
    assert!(first != name(2, "toy", &pictures[2]) && first != name(1, "loaf", &pictures[2]));
    let other = Picture {
        body: vec![1],
        ..pictures[2].clone()
    };
    assert_ne!(first, name(1, "toy", &other));
}

#[test]
fn a_silhouette_that_cannot_be_told_from_its_ground_is_an_error_of_its_file() {
    let files: HashMap<_, _> = [("a".to_owned(), plain("#ff0000"))].into();
    let mask = Some(Mask::Silhouette { ink: [0; 3] });
    let layer = Layer {
        path: "a",
        tiles: (0..12).collect(),
        mask,
    };
    let refused = compose("toy", GRID, [Some(layer)].into_iter(), &files);
    assert!(matches!(refused, Err((path, PictureError::NoSubject)) if path == "a"));
}
