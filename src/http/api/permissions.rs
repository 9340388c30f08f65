//! What a program needs for each operation: the one table. An operation that is not listed is permitted to nobody.

use poem::http::Method;

use crate::access::Permission::{
    self, ChangeFigures, EditAnswers, MakeReleases, ManageFeeds, ManageWaves, PublishForms, ReadAnswers, ReadContacts,
    ReadForms, ReadIndicators, ReadMicrodata, ReadReleases, SubmitAnswers, WriteForms,
};

type Line = (&'static str, &'static str, Permission);

/// Method and path below the base of the API, and what they need.
const TABLE: [Line; 68] = [
    ("GET", "/forms", ReadForms),
    ("GET", "/forms/{form}", ReadForms),
    ("GET", "/forms/{form}/versions/{version}", ReadForms),
    ("GET", "/forms/{form}/versions/{version}/schema", ReadForms),
    ("GET", "/forms/{form}/versions/{version}/codebook", ReadForms),
    ("GET", "/forms/{form}/versions/{version}/compare/{newer}", ReadForms),
    ("POST", "/forms/{form}/versions/{version}/validate", ReadForms),
    ("POST", "/forms/{form}/versions/{version}/preview", WriteForms),
    ("POST", "/forms/{form}/versions/{version}/retire", PublishForms),
    ("POST", "/forms/{form}/versions/{version}/reinstate", PublishForms),
    ("GET", "/drafts", WriteForms),
    ("POST", "/drafts", WriteForms),
    ("GET", "/drafts/{form}/{version}", WriteForms),
    ("DELETE", "/drafts/{form}/{version}", WriteForms),
    ("GET", "/drafts/{form}/{version}/compare", WriteForms),
    ("POST", "/drafts/{form}/{version}/publish", PublishForms),
    ("PUT", "/forms/{form}/versions/{version}/responses/{response}", SubmitAnswers),
    ("GET", "/forms/{form}/versions/{version}/responses/{response}", ReadAnswers),
    ("DELETE", "/forms/{form}/versions/{version}/responses/{response}", EditAnswers),
    ("GET", "/forms/{form}/versions/{version}/responses/{response}/revisions", ReadAnswers),
    ("GET", "/forms/{form}/versions/{version}/responses/{response}/revisions/{revision}", ReadAnswers),
    ("PUT", "/attachments/{sha256}", SubmitAnswers),
    ("HEAD", "/attachments/{sha256}", SubmitAnswers),
    ("GET", "/attachments/{sha256}", ReadAnswers),
    ("GET", "/quarantine", ReadAnswers),
    ("GET", "/quarantine/{case}", ReadAnswers),
    ("PUT", "/quarantine/{case}/resolution", EditAnswers),
    ("GET", "/waves", ReadForms),
    ("POST", "/waves", ManageWaves),
    ("GET", "/waves/{wave}", ReadForms),
    ("PUT", "/waves/{wave}", ManageWaves),
    ("PUT", "/waves/{wave}/end", ManageWaves),
    ("POST", "/waves/{wave}/open", ManageWaves),
    ("POST", "/waves/{wave}/close", ManageWaves),
    ("POST", "/waves/{wave}/archive", ManageWaves),
    ("GET", "/waves/{wave}/progress", ReadForms),
    ("GET", "/waves/{wave}/figures", ReadForms),
    ("GET", "/waves/{wave}/smallest-changes", ReadIndicators),
    ("POST", "/waves/{wave}/invitations", ManageWaves),
    ("POST", "/waves/{wave}/microdata", ReadMicrodata),
    ("GET", "/programmes", ReadForms),
    ("POST", "/programmes", ManageWaves),
    ("POST", "/programmes/{programme}/areas", ManageWaves),
    ("POST", "/programmes/{programme}/population", ManageWaves),
    ("GET", "/programmes/{programme}/register-figures", ReadIndicators),
    ("POST", "/programmes/{programme}/register-figures", ChangeFigures),
    ("GET", "/areas/{area}", ReadForms),
    ("POST", "/areas/{area}/departments", ManageWaves),
    ("PUT", "/areas/{area}/codes/{code}", ManageWaves),
    ("DELETE", "/areas/{area}/codes/{code}", ManageWaves),
    ("GET", "/processing", ManageWaves),
    ("POST", "/people/find", ReadContacts),
    ("POST", "/people/erasure", EditAnswers),
    ("GET", "/releases", ReadReleases),
    ("POST", "/releases", MakeReleases),
    ("POST", "/release-trials", MakeReleases),
    ("POST", "/release-proposals", MakeReleases),
    ("GET", "/release-requests/{request}", MakeReleases),
    ("GET", "/releases/{release}", ReadReleases),
    ("GET", "/releases/{release}/files/{name}", ReadReleases),
    ("GET", "/indicators", ReadIndicators),
    ("GET", "/observations", ReadIndicators),
    ("GET", "/subscriptions", ManageFeeds),
    ("POST", "/subscriptions", ManageFeeds),
    ("GET", "/subscriptions/{subscription}", ManageFeeds),
    ("DELETE", "/subscriptions/{subscription}", ManageFeeds),
    ("POST", "/subscriptions/{subscription}/secret", ManageFeeds),
    ("POST", "/subscriptions/{subscription}/replay", ManageFeeds),
];

/// What an operation needs, by its path as the document has it; `None` for what is not listed.
pub(crate) fn needed(method: &Method, path: &str) -> Option<Permission> {
    let of = |method: &str| TABLE.iter().find(|line| (line.0, line.1) == (method, path)).map(|line| line.2);
    // `HEAD` asks for what `GET` would give, where it is no operation of its own.
    of(method.as_str()).or_else(|| (*method == Method::HEAD).then(|| of("GET")).flatten())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use poem_openapi::OpenApi;

    use super::*;
    use crate::http::api::Operations;

    #[test]
    fn every_operation_is_listed_and_nothing_else_is() {
        let listed: BTreeSet<(String, String)> =
            TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
        let paths = Operations::meta().into_iter().flat_map(|api| api.paths);
        let operations = paths.flat_map(|path| {
            let of = move |method: &poem::http::Method| (method.to_string(), path.path.clone());
            path.operations.into_iter().map(move |operation| of(&operation.method)).collect::<Vec<_>>()
        });
        assert_eq!(listed, operations.collect());
        assert_eq!(listed.len(), TABLE.len(), "a line stands twice");
    }
}
