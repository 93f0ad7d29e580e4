/**
 * An action in words: what somebody `did`, or did to somebody else (`other`), and what a refused attempt is called,
 * one and many. `{their}` and the like are filled in by `buildSentence`.
 */
export type ActionWords = { did: string; other?: string; tried: string; plural: string }
