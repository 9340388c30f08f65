# The few things one does here. `make` alone lists them.
.PHONY: help run test lint bench bench-load conformance fuzz faults anonymity

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1  \2/p' $(MAKEFILE_LIST)

run: ## Start a demonstration and print the link of its survey
	cargo run -- demo

ALL = --workspace --locked
# What few installations need. It changes how other crates are built, the tests' own client among them, so all that does not need it is
# tested without; and all of it is built at once, because each by itself would have everything built once more.
EXTRAS = --features s3,nats --locked

test: ## Run every test, on SQLite, on PostgreSQL and in a browser; installs what is missing
	tests/prepare.sh
	cargo test $(ALL)
	tests/with-s3.sh tests/with-nats.sh cargo test $(EXTRAS) --lib --test service -- blob attachments config feed
	tests/with-smtp.sh cargo test $(ALL) --test service -- mail
	tests/with-postgres.sh tests/with-smtp.sh cargo test $(ALL) --test api --test backup --test migrations --test service
	if [ -f tests/browser/package.json ]; then cd tests/browser && npm ci && node --test --test-concurrency=2; fi

lint: ## Check format, lints, documentation and dependencies
	cargo fmt --all --check
	cargo clippy $(ALL) --all-targets -- --deny warnings
	cargo clippy $(EXTRAS) --lib --bins --test service -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --document-private-items --locked
	tests/check-wasm.sh
	tests/wasm-size.sh
	command -v cargo-deny >/dev/null || cargo install --locked --debug cargo-deny
	cargo deny --locked --all-features check bans licenses sources
	command -v cargo-machete >/dev/null || cargo install --locked --debug cargo-machete
	cargo machete

bench: ## Measure what the form engine and a release cost; compare within one run
	cargo bench --package forms --package stats --locked

bench-load: ## Measure what the server carries, beside what SQLite, pgbench and a bare handler carry in the same run
	cargo build --release --package nabosvar --package load --bins --locked
	POSTGRES_FSYNC=on tests/with-postgres.sh target/release/load

NABOSVAR_CONFORMANCE ?= $(abspath $(wildcard ../shared/conformance))

conformance: ## Hold the engine against recorded cases (NABOSVAR_CONFORMANCE, or ../shared/conformance) and ODK Validate
	NABOSVAR_CONFORMANCE="$(NABOSVAR_CONFORMANCE)" NABOSVAR_ODK_VALIDATE="$$(tests/odk-validate.sh)" \
		cargo test $(ALL) --test conformance -- --nocapture --test-threads=1

ROUNDS ?= 200
faults: ## Break everything ROUNDS times while answers are sent (about 60 in 100 are kills); SEED repeats a run's choices
	tests/prepare.sh
	NABOSVAR_FAULTS=$(ROUNDS) NABOSVAR_SEED=$(SEED) cargo test $(ALL) --test faults -- --nocapture --test-threads=1

anonymity: ## Try to find out who answered what in waves of up to 2,000 people, with copies of both databases
	cargo test $(ALL) --test service -- anonymity --include-ignored --nocapture
	tests/with-postgres.sh cargo test $(ALL) --test service -- anonymity --include-ignored --nocapture

SECONDS ?= 240
fuzz: ## Look for bytes that break the form engine, SECONDS for each target; what is found belongs into forms/tests/corpus
	command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
	for target in expression definition workbook answers; do mkdir -p fuzz/corpus/$$target && \
		RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none $$target fuzz/corpus/$$target forms/tests/corpus/$$target -- \
		-max_total_time=$(SECONDS) -timeout=10 || exit 1; done
