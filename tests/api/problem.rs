//! Errors as clients read them. Every reply that a test takes for an error goes through here, so every one is held to what
//! all of them promise.

use reqwest::{Response, StatusCode};
use serde_json::Value;

/// Reads an error: problem+json with the status of the reply, the address of a page, and the request as the header has it.
pub(crate) async fn read(reply: Response) -> (StatusCode, Value) {
    let status = reply.status();
    let header = |name: &str| reply.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
    assert_eq!(header("content-type").as_deref(), Some("application/problem+json"));
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    let request_id = header("x-request-id").expect("every reply names its request");
    let mut problem: Value = reply.json().await.expect("a problem is JSON");
    assert_eq!(problem["status"], status.as_u16());
    assert_eq!(problem["request_id"], request_id.as_str());
    assert_eq!(problem["type"], format!("/api/docs/errors/{}", name(&problem)).as_str());
    // Chosen by chance, and so in the way of snapshots.
    problem["request_id"] = "[request_id]".into();
    (status, problem)
}

/// The status and the code of an error, as `404 form_not_found`.
pub(crate) async fn code(reply: Response) -> String {
    let (status, problem) = read(reply).await;
    format!("{} {}", status.as_u16(), name(&problem))
}

fn name(problem: &Value) -> &str {
    problem["code"].as_str().expect("a problem has a code")
}
