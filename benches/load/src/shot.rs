//! A request, prepared to the last byte, so that the load generator takes as little as possible of the processors that it shares
//! with the server. Of an answer, the identity and one number differ each time.

/// A request and what has to come back.
#[derive(Clone)]
pub(crate) struct Shot {
    /// The bytes on the wire.
    pub(crate) bytes: Vec<u8>,
    /// The status that has to come back.
    pub(crate) status: &'static [u8],
    /// Where the identity stands and where the number, if this is an answer.
    varying: Option<(usize, usize)>,
}

/// Random enough for identities that are thrown away: a xorshift of 64 bits.
pub(crate) struct Chance(u64);

/// The answer that is sent, with [`NUMBER`] in it.
pub(crate) const ANSWER: &str = include_str!("../answer.json");

const IDENTITY: &str = "00000000-0000-4000-8000-000000000000";
const NUMBER: &str = "123456789";
const HEX: &[u8; 16] = b"0123456789abcdef";

impl Shot {
    /// An answer to the form of this benchmark, in the wave of a code.
    pub(crate) fn answer(code: &str) -> Self {
        let body = ANSWER.trim();
        let target = format!("/api/v1/forms/load/versions/1/responses/{IDENTITY}?wave={code}");
        let length = body.len();
        let headers = format!("content-type: application/json\r\ncontent-length: {length}\r\n");
        let text = format!("PUT {target} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: */*\r\n{headers}\r\n{body}");
        let varying = text.find(IDENTITY).zip(text.rfind(NUMBER));
        assert!(varying.is_some(), "the answer has the number in it");
        Self { bytes: text.into_bytes(), status: b"201", varying }
    }

    /// Reading something, and getting it.
    pub(crate) fn get(target: &str, headers: &str) -> Self {
        let text = format!("GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: */*\r\n{headers}\r\n");
        Self { bytes: text.into_bytes(), status: b"200", varying: None }
    }

    /// The same by somebody who has it already.
    pub(crate) fn known(target: &str, headers: &str, tag: &str) -> Self {
        let known = Self::get(target, &format!("{headers}if-none-match: {tag}\r\n"));
        Self { status: b"304", ..known }
    }

    /// Makes another answer of it.
    pub(crate) fn vary(&mut self, chance: &mut Chance) {
        let Some((identity, number)) = self.varying else { return };
        for (at, pattern) in IDENTITY.bytes().enumerate() {
            if at % 16 == 0 {
                chance.next();
            }
            // The dashes, and what says that the identity is random, stay.
            if pattern == b'0' {
                self.bytes[identity + at] = HEX[chance.digit(at % 16, 16)];
            }
        }
        chance.next();
        for at in 0..NUMBER.len() {
            self.bytes[number + at] = b'1' + u8::try_from(chance.digit(at, 9)).unwrap_or(0);
        }
    }
}

impl Chance {
    /// From a seed; two runs over one database need two seeds.
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Sixteen bytes.
    pub(crate) fn identity(&mut self) -> Vec<u8> {
        self.next();
        let first = self.0;
        self.next();
        [first.to_be_bytes(), self.0.to_be_bytes()].concat()
    }

    fn next(&mut self) {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
    }

    fn digit(&self, place: usize, base: usize) -> usize {
        usize::try_from((self.0 >> (place * 4)) & 0xF).unwrap_or(0) % base
    }
}
