/** The highest cost of a bcrypt hash, in BCRYPT_COST and in an imported hash: a sign-in must not take longer. */
export const MAX_BCRYPT_COST = 15
