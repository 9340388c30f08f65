//! Goes through the pages for staff as a curious person does: from each page to every page, picture and form that it leads to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use nabosvar::http;
use reqwest::{Client, Method, RequestBuilder, StatusCode, multipart};

use crate::harness::TestApp;

/// Whatever a form changes, its page is asked for again: more of one kind tells nothing new.
const MOST_OF_A_KIND: usize = 4;
/// Where one does not go: it ends the visit.
const OUT: &str = "/staff/log-out";

/// What was found.
pub(crate) struct Found {
    /// The pages and pictures, as they were when they were met.
    pub(crate) pages: BTreeMap<String, String>,
    pub(crate) forms: BTreeSet<Form>,
}

/// A form as it stands on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) has_file: bool,
    /// Names and values, as they would be sent.
    pub(crate) fields: Vec<(String, String)>,
}

impl Found {
    /// Everything that can be reached, a few of each kind of address.
    pub(crate) async fn by(app: &TestApp, client: &Client) -> Self {
        let mut found = Self { pages: BTreeMap::new(), forms: BTreeSet::new() };
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let starts = http::needs().into_iter().filter(|page| page.method == Method::GET && !page.path.contains(':'));
        let mut ahead: VecDeque<String> = starts.map(|page| page.path.to_owned()).collect();
        while let Some(address) = ahead.pop_front() {
            let Some(kind) = kind(&address) else { continue };
            let known = kinds.entry(kind).or_default();
            if *known == MOST_OF_A_KIND || address == OUT || found.pages.contains_key(&address) {
                continue;
            }
            let response = client.get(app.url(&address)).send().await.expect("the server replies");
            if response.status() != StatusCode::OK {
                assert!(!response.status().is_server_error(), "{address}: {}", response.status());
                continue;
            }
            *known += 1;
            let body = String::from_utf8_lossy(&response.bytes().await.expect("a body")).into_owned();
            ahead.extend(
                ["href", "src"].iter().flat_map(|name| attributes(&body, name)).filter(|address| is_ours(address)),
            );
            found.forms.extend(forms(&address, &body));
            found.pages.insert(address, body);
        }
        found
    }
}

impl Form {
    /// The same with another value in a field.
    pub(crate) fn with(&self, field: usize, value: &str) -> Self {
        let mut changed = self.clone();
        value.clone_into(&mut changed.fields[field].1);
        changed
    }

    /// What a browser would send.
    pub(crate) fn request(&self, app: &TestApp, client: &Client) -> RequestBuilder {
        let request = client.post(app.url(&self.action));
        if self.has_file {
            let fields = self.fields.iter().cloned();
            request.multipart(fields.fold(multipart::Form::new(), |form, (name, value)| form.text(name, value)))
        } else {
            request.form(&self.fields)
        }
    }
}

/// The path of the table that an address is of.
pub(crate) fn kind(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |pattern: &str| {
        let (path, pattern): (Vec<_>, Vec<_>) = (path.split('/').collect(), pattern.split('/').collect());
        path.len() == pattern.len()
            && path.iter().zip(&pattern).all(|(one, other)| one == other || other.starts_with(':'))
    };
    // Where a word and a parameter are possible, it is the word.
    let fitting = http::needs().into_iter().map(|page| page.path).filter(|path| fits(path));
    fitting.min_by_key(|path| path.matches(':').count())
}

fn is_ours(address: &str) -> bool {
    address.starts_with("/staff")
}

/// The forms of a page that change something.
fn forms(page: &str, body: &str) -> Vec<Form> {
    let posts = body.split("<form").skip(1).filter_map(|rest| {
        let form = rest.split("</form>").next()?;
        let head = form.split('>').next()?;
        if !head.contains(r#"method="post""#) {
            return None;
        }
        let action = attributes(head, "action").next().unwrap_or_else(|| page.to_owned());
        let fields = form.split('<').skip(1).filter_map(field).collect();
        Some(Form { action, has_file: head.contains("multipart/form-data"), fields })
    });
    posts.filter(|form| is_ours(&form.action) && form.action != OUT).collect()
}

/// A place to type, with what stands in it. What is chosen from a list is the first of it.
fn field(tag: &str) -> Option<(String, String)> {
    let kind = tag.split([' ', '>']).next()?;
    if !matches!(kind, "input" | "textarea" | "select" | "button") {
        return None;
    }
    let name = attributes(tag, "name").next()?;
    Some((name, attributes(tag, "value").next().unwrap_or_default()))
}

fn attributes<'b>(body: &'b str, name: &'b str) -> impl Iterator<Item = String> + 'b {
    let values = body.split(name).skip(1).filter_map(|rest| rest.strip_prefix("=\"")?.split('"').next());
    values.map(|value| value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}
