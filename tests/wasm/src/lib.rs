//! What a phone needs of the engine: read a form, set an answer, show a page, judge the whole. Only its size is looked at, so
//! texts go in and out in the simplest way there is.

use std::cell::RefCell;

use forms::{
    Form, Instance, Surroundings,
    page::{Addresses, pages},
};
use jiff::{Timestamp, tz::TimeZone};

thread_local! {
    static FORM: RefCell<Option<&'static Form>> = const { RefCell::new(None) };
    static INSTANCE: RefCell<Option<Instance<'static>>> = const { RefCell::new(None) };
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Room for a text of so many bytes, to be written by the caller.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        text.clear();
        text.resize(length, 0);
        text.as_mut_ptr()
    })
}

/// Reads the definition in the text; 0 if it is none.
#[unsafe(no_mangle)]
pub extern "C" fn read_form() -> usize {
    let read = TEXT.with_borrow(|text| Form::from_json(&String::from_utf8_lossy(text)));
    let Ok((form, _)) = read else { return 0 };
    let form: &'static Form = Box::leak(Box::new(form));
    FORM.set(Some(form));
    1
}

/// Begins an answer document, or takes up the one in the text.
#[unsafe(no_mangle)]
pub extern "C" fn begin(milliseconds: i64, seed: u64) -> usize {
    let Some(form) = FORM.with_borrow(|form| *form) else { return 0 };
    let now = Timestamp::from_millisecond(milliseconds).unwrap_or_default().to_zoned(TimeZone::UTC);
    let surroundings = Surroundings { now, seed, language: form.default_language().to_owned() };
    let document = TEXT.with_borrow(|text| Instance::document(text));
    INSTANCE.set(Some(match document {
        Some(document) => Instance::resume(form, &document, &surroundings).0,
        None => Instance::new(form, &surroundings),
    }));
    1
}

/// Sets the answer in the text, an array of path and value; what is wrong with it is then the text.
#[unsafe(no_mangle)]
pub extern "C" fn set() -> usize {
    let given: Option<(String, serde_json::Value)> = TEXT.with_borrow(|text| serde_json::from_slice(text).ok());
    INSTANCE.with_borrow_mut(|instance| {
        let (Some(instance), Some((path, answer))) = (instance, given) else { return 0 };
        let violations = instance.set(&path, &answer).err().unwrap_or_default();
        say(serde_json::to_vec(&violations).unwrap_or_default())
    })
}

/// The HTML of a page, as the text.
#[unsafe(no_mangle)]
pub extern "C" fn page(index: usize) -> usize {
    INSTANCE.with_borrow(|instance| {
        let Some(instance) = instance else { return 0 };
        let Some(page) = pages(instance).into_iter().nth(index) else { return 0 };
        let addresses = Addresses { pages: "", media: "", photos: None, plan: None };
        let violations = page.violations(instance);
        say(page.questions(instance, addresses, None, &violations).into_string().into_bytes())
    })
}

/// The accepted answers or all violations, as the text.
#[unsafe(no_mangle)]
pub extern "C" fn judge() -> usize {
    INSTANCE.with_borrow(|instance| {
        let judged = instance.as_ref().map(Instance::accept);
        let said = match judged {
            Some(Ok(accepted)) => Ok(accepted.answers.into_bytes()),
            Some(Err(violations)) => serde_json::to_vec(&violations),
            None => return 0,
        };
        say(said.unwrap_or_default())
    })
}

/// Where the text is.
#[unsafe(no_mangle)]
pub extern "C" fn said() -> *const u8 {
    TEXT.with_borrow(|text| text.as_ptr())
}

fn say(text: Vec<u8>) -> usize {
    let length = text.len();
    TEXT.set(text);
    length
}
