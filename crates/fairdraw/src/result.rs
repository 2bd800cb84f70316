//! `result.json`: the seed and every draw, with the proofs.

use crate::{
    Hash, PROTOCOL,
    draw::Draw,
    json::{JsonError, JsonFault, Reader},
    text::{hex, unhex_hash},
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
        let mut json = [
            r#"{"protocol":""#,
            PROTOCOL,
            r#"","seed":""#,
            &hex(&self.seed),
            r#"","draws":["#,
        ]
        .concat();
        for (place, draw) in self.draws.iter().enumerate() {
            if place > 0 {
                json.push(',');
            }
            write_draw(&mut json, draw);
        }
        json.push_str("]}\n");
        json
    }

    /// Reads the file. A path of more than 63 steps is refused where it becomes too long, before it is in memory.
    ///
    /// # Errors
    /// Where it has not that shape.
    pub fn from_json(bytes: &[u8]) -> Result<Self, JsonError> {
        let mut reader = Reader::new(bytes)?;
        let (mut protocol, mut seed, mut draws) = (None, None, None);
        reader.object(&mut |reader, name| match name {
            "protocol" => {
                let is_it = (reader.text()? == PROTOCOL).then_some(());
                reader.must(is_it)?;
                reader.once(&mut protocol, ())
            }
            "seed" => read_hash(reader, &mut seed),
            "draws" => {
                let mut list = Vec::new();
                reader.list(&mut |reader| {
                    list.push(read_draw(reader)?);
                    Ok(())
                })?;
                reader.once(&mut draws, list)
            }
            _ => reader.skip(),
        })?;
        reader.end()?;
        reader.required(protocol)?;
        Ok(Self {
            seed: reader.required(seed)?,
            draws: reader.required(draws)?,
        })
    }
}

fn write_draw(json: &mut String, draw: &Draw) {
    for (name, number) in [
        ("{\"k\":", u64::from(draw.k)),
        (",\"attempt\":", u64::from(draw.attempt)),
        (",\"x\":", draw.x),
        (",\"index\":", draw.index),
    ] {
        json.push_str(name);
        json.push_str(&number.to_string());
    }
    json.push_str(",\"commit\":\"");
    json.push_str(&hex(&draw.commit));
    json.push_str("\",\"weight\":");
    json.push_str(&draw.weight.to_string());
    json.push_str(",\"start\":");
    json.push_str(&draw.start.to_string());
    json.push_str(",\"path\":");
    write_path(json, &draw.path);
    json.push('}');
}

/// Writes a path as `[["L",1,"<hex>"],…]`, from the leaf to the root.
pub(crate) fn write_path(json: &mut String, path: &[PathStep]) {
    json.push('[');
    for (place, step) in path.iter().enumerate() {
        json.push_str(if place > 0 { ",[\"" } else { "[\"" });
        json.push_str(if step.side == Side::Left { "L" } else { "R" });
        json.push_str("\",");
        json.push_str(&step.sum.to_string());
        json.push_str(",\"");
        json.push_str(&hex(&step.hash));
        json.push_str("\"]");
    }
    json.push(']');
}

fn read_draw(reader: &mut Reader<'_>) -> Result<Draw, JsonError> {
    let (mut k, mut attempt, mut x, mut index) = (None, None, None, None);
    let (mut commit, mut weight, mut start, mut path) = (None, None, None, None);
    reader.object(&mut |reader, name| match name {
        "k" => small(reader, &mut k),
        "attempt" => small(reader, &mut attempt),
        "x" => number(reader, &mut x),
        "index" => number(reader, &mut index),
        "commit" => read_hash(reader, &mut commit),
        "weight" => small(reader, &mut weight),
        "start" => number(reader, &mut start),
        "path" => {
            let steps = read_path(reader)?;
            reader.once(&mut path, steps)
        }
        _ => reader.skip(),
    })?;
    Ok(Draw {
        k: reader.required(k)?,
        attempt: reader.required(attempt)?,
        x: reader.required(x)?,
        index: reader.required(index)?,
        commit: reader.required(commit)?,
        weight: reader.required(weight)?,
        start: reader.required(start)?,
        path: reader.required(path)?,
    })
}

/// Reads a path, of 63 steps at most.
pub(crate) fn read_path(reader: &mut Reader<'_>) -> Result<Vec<PathStep>, JsonError> {
    let mut path = Vec::new();
    reader.list(&mut |reader| {
        if path.len() == LONGEST_PATH {
            return Err(reader.error(JsonFault::TooMany));
        }
        path.push(read_step(reader)?);
        Ok(())
    })?;
    Ok(path)
}

fn read_step(reader: &mut Reader<'_>) -> Result<PathStep, JsonError> {
    let (mut side, mut sum, mut hash) = (None, None, None);
    let mut place = 0;
    reader.list(&mut |reader| {
        place += 1;
        match place {
            1 => {
                let letter = match &*reader.text()? {
                    "L" => Some(Side::Left),
                    "R" => Some(Side::Right),
                    _ => None,
                };
                side = Some(reader.must(letter)?);
                Ok(())
            }
            2 => number(reader, &mut sum),
            3 => read_hash(reader, &mut hash),
            _ => Err(reader.error(JsonFault::TooMany)),
        }
    })?;
    Ok(PathStep {
        side: reader.required(side)?,
        sum: reader.required(sum)?,
        hash: reader.required(hash)?,
    })
}

pub(crate) fn read_hash(reader: &mut Reader<'_>, slot: &mut Option<Hash>) -> Result<(), JsonError> {
    let hash = unhex_hash(&reader.text()?);
    let hash = reader.must(hash)?;
    reader.once(slot, hash)
}

pub(crate) fn small(reader: &mut Reader<'_>, slot: &mut Option<u32>) -> Result<(), JsonError> {
    let number = reader.small()?;
    reader.once(slot, number)
}

pub(crate) fn number(reader: &mut Reader<'_>, slot: &mut Option<u64>) -> Result<(), JsonError> {
    let number = reader.number()?;
    reader.once(slot, number)
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
        let step = format!(r#"["L",1,"{}"],"#, vectors::SEED);
        let long = json.replace(r#""path":["#, &format!(r#""path":[{}"#, step.repeat(1_000_000)));
        let error = ResultFile::from_json(long.as_bytes()).unwrap_err();
        assert_eq!(error.fault, JsonFault::TooMany);
        assert!(error.at < 10_000, "{error}");
        for (from, to, fault) in [
            (r#"["L",1,"#, r#"["X",1,"#, JsonFault::Value),
            (r#"["L",1,"#, r#"["L",1.5,"#, JsonFault::Number),
            (r#"["L",1,"#, r#"["L","#, JsonFault::Type),
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
