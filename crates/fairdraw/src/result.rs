//! `result.json`: the seed and every draw, with the proofs.

use crate::{
    Hash, PROTOCOL,
    draw::Draw,
    json::{Json, JsonError, JsonFault, Writer, read},
    tree::{LONGEST_PATH, PathStep, Side},
};

/// What `result.json` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFile {
    /// The seed.
    pub seed: Hash,
    /// The draws, in order.
    pub draws: Vec<Draw>,
}

impl ResultFile {
    /// The file: one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.raw("", "{");
        json.text("protocol", PROTOCOL);
        json.hex("seed", &self.seed);
        json.raw("draws", "[");
        for draw in &self.draws {
            json.raw("", "{");
            json.number("k", draw.k.into());
            json.number("attempt", draw.attempt.into());
            json.number("x", draw.x);
            json.number("index", draw.index);
            json.hex("commit", &draw.commit);
            json.number("weight", draw.weight.into());
            json.number("start", draw.start);
            json.raw("path", "");
            write_path(&mut json, &draw.path);
            json.close('}');
        }
        json.close(']');
        json.close('}');
        json.close('\n');
        json.0
    }

    /// Reads the file. A path of more than 63 steps is refused where it becomes too long, before it is in memory.
    ///
    /// # Errors
    /// Where it has not that shape.
    pub fn from_json(bytes: &[u8]) -> Result<Self, JsonError> {
        read(bytes, |json| {
            let protocol = json.field("protocol");
            protocol.must(protocol.is(PROTOCOL).then_some(()));
            let mut draws = Vec::new();
            for draw in json.field("draws").list() {
                draws.push(take_draw(draw));
            }
            let seed = json.field("seed").hash();
            Self { seed, draws }
        })
    }
}

fn take_draw(json: Json<'_>) -> Draw {
    Draw {
        k: json.field("k").small(),
        attempt: json.field("attempt").small(),
        x: json.field("x").number(),
        index: json.field("index").number(),
        commit: json.field("commit").hash(),
        weight: json.field("weight").small(),
        start: json.field("start").number(),
        path: take_path(json.field("path")),
    }
}

/// A path as JSON: `[["L",1,"<hex>"],…]`, from the leaf to the root.
#[must_use]
pub fn path_to_json(path: &[PathStep]) -> String {
    let mut json = Writer::default();
    write_path(&mut json, path);
    json.0
}

fn write_path(json: &mut Writer, path: &[PathStep]) {
    json.0.push('[');
    for step in path {
        json.raw("", "[");
        json.text("", if step.side == Side::Left { "L" } else { "R" });
        json.number("", step.sum);
        json.hex("", &step.hash);
        json.close(']');
    }
    json.close(']');
}

/// Reads a path, of 63 steps at most.
pub(crate) fn take_path(json: Json<'_>) -> Vec<PathStep> {
    let mut path = Vec::new();
    for step in json.list() {
        if path.len() == LONGEST_PATH {
            step.wrong(JsonFault::TooMany);
            break;
        }
        let mut parts = step.list();
        if let (Some(side), Some(sum), Some(hash), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
            let is_left = side.is("L");
            side.must((is_left || side.is("R")).then_some(()));
            path.push(PathStep {
                side: if is_left { Side::Left } else { Side::Right },
                sum: sum.number(),
                hash: hash.hash(),
            });
        } else {
            step.wrong(JsonFault::Value);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    fn file() -> ResultFile {
        let row = vectors::entries()[5].row;
        ResultFile {
            seed: vectors::hash(vectors::SEED),
            draws: vec![Draw {
                k: 0,
                attempt: 0,
                x: 20,
                index: 5,
                commit: row.commit,
                weight: row.weight,
                start: 13,
                path: vectors::path_of_leaf_5(),
            }],
        }
    }

    #[test]
    fn the_file_has_the_protocols_shape_and_comes_back() {
        let json = file().to_json();
        let head = format!(
            r#"{{"protocol":"fairdraw/v1","seed":"{}","draws":[{{"k":0,"attempt":0,"x":20,"index":5,"commit":"8cd3798b76959d92c57e9fc95c329399bae7dede640f49bbb54e8307a93a188b","weight":12,"start":13,"path":[["L",1,"a37aae6a"#,
            vectors::SEED
        );
        assert!(json.starts_with(&head), "{json}");
        assert_eq!(ResultFile::from_json(json.as_bytes()), Ok(file()));
        let empty = ResultFile {
            draws: vec![],
            ..file()
        };
        assert_eq!(ResultFile::from_json(empty.to_json().as_bytes()), Ok(empty));
    }

    #[test]
    fn absurd_files_are_refused_where_they_become_absurd() {
        let read = |text: &str| ResultFile::from_json(text.as_bytes()).map_err(|error| error.fault);
        let json = file().to_json();
        let steps = format!(r#"["L",1,"{}"],"#, vectors::SEED).repeat(64) + &r#"["L",1,""],"#.repeat(1_000_000);
        let long = json.replace(r#""path":["#, &format!(r#""path":[{steps}"#));
        let error = ResultFile::from_json(long.as_bytes()).unwrap_err();
        assert_eq!(error.fault, JsonFault::TooMany);
        assert!(error.at < 10_000, "{error}");
        for (from, to, fault) in [
            (r#"["L",1,"#, r#"["X",1,"#, JsonFault::Value),
            (r#"["L",1,"#, r#"["L",1.5,"#, JsonFault::Number),
            (r#"["L",1,"#, r#"["L","#, JsonFault::Value),
            (r#""k":0,"#, r#""k":0,"k":0,"#, JsonFault::Twice),
            (r#""k":0,"#, "", JsonFault::Missing),
            (r#""x":20"#, r#""x":18446744073709551616"#, JsonFault::Number),
            ("fairdraw/v1", "fairdraw/v9", JsonFault::Value),
            ("]}\n", "]}]", JsonFault::Trailing),
            ("]}\n", "", JsonFault::Cut),
        ] {
            assert_eq!(read(&json.replace(from, to)), Err(fault), "{to}");
        }
    }
}
