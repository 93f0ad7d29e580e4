/** The key that a session is bound to (RFC 9449). No script can export the private half. */
export type BoundKey = { privateKey: CryptoKey; jwk: JsonWebKey }

/** The tokens of a bearer session. `due` is when to refresh them, in milliseconds since 1970. */
export type Tokens = { access: string; refresh: string; due: number; key?: BoundKey | undefined }

/** What is kept of tokens that are bound to a key: what a page needs after a reload. */
export type Bound = { refresh: string; key: BoundKey }
