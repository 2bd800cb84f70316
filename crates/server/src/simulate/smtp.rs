//! Everybody's mailboxes: a mail server that takes all mail on loopback and remembers the last code that each address was sent.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};

/// Longest mail that is taken, in bytes.
const LONGEST: usize = 1024 * 1024;

#[derive(Debug, Default)]
struct Boxes {
    /// By address, in lower case as it was written to: how many mails came, and the code in the last one.
    mails: Mutex<HashMap<String, (u32, Option<String>)>>,
    came: Notify,
}

/// All mailboxes.
#[derive(Clone, Debug, Default)]
pub(super) struct Mailboxes(Arc<Boxes>);

impl Mailboxes {
    /// Opens them at an address; where they were opened.
    ///
    /// # Errors
    /// When nothing can listen there.
    pub async fn open(at: SocketAddr) -> std::io::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind(at).await?;
        let bound = listener.local_addr()?;
        let boxes = Self::default();
        let all = boxes.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let boxes = all.clone();
                tokio::spawn(async move {
                    // A sender that hangs up is no fault of ours.
                    let _ = boxes.talk(stream).await;
                });
            }
        });
        Ok((boxes, bound))
    }

    /// How many mails an address was sent.
    pub fn count(&self, address: &str) -> u32 {
        self.lock().get(&address.to_lowercase()).map_or(0, |(count, _)| *count)
    }

    /// The code in the last mail to an address, once there are that many; or nothing, when so long none has come. The server sends them in
    /// its own time.
    pub async fn code(&self, address: &str, at_least: u32, patience: Duration) -> Option<String> {
        let found = tokio::time::timeout(patience, async {
            loop {
                let came = self.0.came.notified();
                tokio::pin!(came);
                // From here on, so that no mail comes between looking and waiting.
                came.as_mut().enable();
                if self.count(address) >= at_least {
                    return;
                }
                came.await;
            }
        });
        found.await.ok()?;
        self.lock()
            .get(&address.to_lowercase())
            .and_then(|(_, code)| code.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, Option<String>)>> {
        self.0.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 mailboxes ready\r\n").await?;
        let (mut line, mut to) = (Vec::new(), Vec::new());
        loop {
            line.clear();
            if stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            let said = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = said.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer: &[u8] = match verb.as_str() {
                "EHLO" => b"250-mailboxes\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 PIPELINING\r\n",
                "MAIL" | "RSET" => {
                    to.clear();
                    b"250 fine\r\n"
                }
                "RCPT" => {
                    to.extend(
                        said.split_once('<')
                            .and_then(|(_, rest)| rest.split_once('>'))
                            .map(|(address, _)| address.to_lowercase()),
                    );
                    b"250 fine\r\n"
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    at_once(stream.get_ref())?;
                    let text = mail(&mut stream).await?;
                    self.deliver(&to, &text);
                    b"250 taken\r\n"
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => b"250 fine\r\n",
            };
            stream.write_all(answer).await?;
        }
    }

    fn deliver(&self, to: &[String], text: &str) {
        let code = code(text);
        let mut mails = self.lock();
        for address in to {
            let kept = mails.entry(address.clone()).or_default();
            kept.0 += 1;
            kept.1.clone_from(&code);
        }
        drop(mails);
        self.0.came.notify_waiters();
    }
}

/// Has the system say at once that the next part has come. Senders write a mail and its end one after another, and wait with the end until they
/// know that the mail has come: systems leave them waiting for 40 ms, which is most of a simulation's time.
fn at_once(stream: &TcpStream) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    stream.set_quickack(true)?;
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
    Ok(())
}

/// A mail up to the lone dot.
async fn mail(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = Vec::new();
    loop {
        let start = text.len();
        if stream.read_until(b'\n', &mut text).await? == 0 || text.len() > LONGEST {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if matches!(text.get(start..), Some(b".\r\n" | b".\n")) {
            text.truncate(start);
            return Ok(String::from_utf8_lossy(&text).into_owned());
        }
    }
}

/// The first six digits that stand alone in what a reader sees: not in a header, an address of a page, or a style.
fn code(mail: &str) -> Option<String> {
    let body = mail.split_once("\r\n\r\n").map_or(mail, |(_, body)| body);
    let plain = body.split("Content-Type: text/html").next().unwrap_or(body);
    let parts = plain.split("\r\n\r\n");
    let readable = parts.map(|part| from_base64(part).unwrap_or_else(|| part.replace("=\r\n", "")));
    readable.into_iter().find_map(|part| {
        part.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '：' | '。'))
            .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .map(str::to_owned)
    })
}

/// What a part says that is written in base 64.
fn from_base64(part: &str) -> Option<String> {
    let compact: String = part.split_whitespace().filter(|line| !line.starts_with("--")).collect();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    if compact.len() < 16 || !compact.chars().all(fits) {
        return None;
    }
    String::from_utf8(fairdraw::text::unbase64(&compact)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_found_in_plain_text_in_base_64_and_nowhere_else() {
        let head = "Subject: 999999 is no code\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
        assert_eq!(
            code(&format!("{head}Your code: 204816.\r\n")).as_deref(),
            Some("204816")
        );
        assert_eq!(
            code(&format!("{head}WW91ciBjb2RlIGlzIDIwNDgxNi4K\r\n")).as_deref(),
            Some("204816")
        );
        assert_eq!(code(&format!("{head}https://x.example/c/2048169/123456x\r\n")), None);
    }

    #[tokio::test]
    async fn a_mail_that_comes_later_is_waited_for() {
        let (boxes, at) = Mailboxes::open(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let waits = {
            let boxes = boxes.clone();
            tokio::spawn(async move { boxes.code("Ann@x.example", 1, Duration::from_secs(9)).await })
        };
        let mut stream = BufReader::new(TcpStream::connect(at).await.unwrap());
        let said = "EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<ann@x.example>\r\nDATA\r\n";
        stream.write_all(said.as_bytes()).await.unwrap();
        stream
            .write_all(b"Subject: x\r\n\r\nYour code: 000123\r\n.\r\nQUIT\r\n")
            .await
            .unwrap();
        assert_eq!(waits.await.unwrap().as_deref(), Some("000123"));
        assert_eq!(boxes.count("ann@x.example"), 1);
    }
}
