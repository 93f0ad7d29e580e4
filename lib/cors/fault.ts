/** What is wrong with a setting, and what to write instead. */
export type Fault = { problem: string; fix: string }
