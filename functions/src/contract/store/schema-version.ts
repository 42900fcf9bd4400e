/**
 * The newest schema version that this build knows. A build reads every version up to the one after its own, so it can
 * share a store with the previous build and the next. `docs/deployment.md` describes how to raise a store.
 */
export const SCHEMA_VERSION = 3;
