//! `GET /api/v1/staff/campaigns/{slug}/exports/{id}/file`

use super::{must_see, own, range};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::stream;
use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
};

/// Bytes that are read at a time.
const CHUNK: u64 = 256 * 1024;

/// The file of one's own export, once it is ready; with `Range` a part of it, so that a download that broke off can go on.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/exports/{id}/file", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The export"),
        ("range" = Option<String>, Header, description = "One range of bytes, as `bytes=1048576-`"),
        ("if-range" = Option<String>, Header, description = "The ETag that the first part came with: else the whole file comes")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream"),
        (status = 206, description = "The part that was asked for", content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "It is still being written"), (status = 416, description = "There are no such bytes")))]
pub async fn file(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, ApiError> {
    let job = own(&app, &caller, &slug, &id)?;
    // What he may see can have changed since he asked for it, and a token may see less than who made it.
    must_see(&caller, job.wanted.table)?;
    let file = job.open()?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    // The name of an export is given once, and its file is written once.
    let etag = format!("\"{id}\"");
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_same = text(header::IF_RANGE).is_none_or(|known| known == etag);
    let wanted = range::wanted(text(header::RANGE).filter(|_| is_same), bytes);
    let (status, from, length) = match wanted {
        range::Wanted::Whole => (StatusCode::OK, 0, bytes),
        range::Wanted::Part { from, length } => (StatusCode::PARTIAL_CONTENT, from, length),
        range::Wanted::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let mut response = (status, body(file, from, length)).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        // Not what it is: such a file is for the disk, and is not compressed on its way, so that its bytes can be counted.
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&job.file)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag),
    ] {
        headers.insert(name, HeaderValue::try_from(value).map_err(|_| ApiError::Internal)?);
    }
    let part = match wanted {
        range::Wanted::Whole => return Ok(response),
        range::Wanted::Part { .. } => format!("bytes {from}-{}/{bytes}", from + length - 1),
        range::Wanted::Beyond => format!("bytes */{bytes}"),
    };
    let part = HeaderValue::try_from(part).map_err(|_| ApiError::Internal)?;
    headers.insert(header::CONTENT_RANGE, part);
    Ok(response)
}

fn unreadable(error: io::Error) -> ApiError {
    tracing::error!(%error, code = "internal", "the file of an export cannot be read");
    ApiError::Internal
}

/// A part of a file, a chunk at a time.
fn body(file: File, from: u64, length: u64) -> Body {
    let chunk = |(mut file, from, left): (File, u64, u64)| async move {
        if left == 0 {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = Vec::new();
            file.seek(SeekFrom::Start(from))?;
            (&mut file).take(left.min(CHUNK)).read_to_end(&mut chunk)?;
            io::Result::Ok((file, chunk))
        });
        let (file, chunk) = read.await.map_err(io::Error::other)??;
        let read = chunk.len() as u64;
        if read == 0 {
            // Shorter than it was: the length that was said is noticed by whoever fetches it.
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        Ok(Some((Bytes::from(chunk), (file, from + read, left - read))))
    };
    Body::from_stream(stream::try_unfold((file, from, length), chunk))
}

/// What a browser calls it: also in letters that headers have no place for (RFC 6266).
fn disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_in_any_script_comes_through_a_header() {
        assert_eq!(
            disposition("toy-events-group-米-verified.csv"),
            "attachment; filename=\"toy-events-group-_-verified.csv\"; filename*=UTF-8''toy-events-group-%E7%B1%B3-verified.csv"
        );
    }
}
