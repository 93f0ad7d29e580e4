/** The people and moments of the examples. */
const GRACE = {
  id: 7,
  uid: 'grace',
  name: 'Grace Hopper',
  role: 'User',
  age: 52,
  pfp: '/api/users/grace/pfp?v=pZ0uV3rC5mQe1yLx8sKf2g',
}
export const MOMENT = '2026-09-01T08:30:00.000Z'
export const LATER = '2026-09-01T09:30:00.000Z'

/** A user as they themselves and administrators see them. */
export const OWN_USER = {
  ...GRACE,
  access: ['rw'],
  email: 'grace@example.com',
  emailVerified: true,
  dob: '1974-03-09',
  joined: '2026-08-20T07:00:00.000Z',
  lastSignIn: MOMENT,
  disabled: false,
}
/** The same user as others see them. */
export const OTHER_USER = { ...GRACE, access: ['ro'] }

export const SIGNED_IN = {
  message: 'Authentication for grace successful',
  user: OWN_USER,
  expiresAt: LATER,
}

export const SESSION = {
  id: '5b1f7a0e-94a5-4c34-9d1e-0d5f1f2f3a11',
  kind: 'cookie',
  browser: 'Firefox',
  system: 'Windows',
  address: '203.0.113.7',
  origin: 'https://you.github.io',
  firstSeen: MOMENT,
  lastSeen: MOMENT,
  current: true,
}

export const TOKENS = {
  access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ1aWQiOiJncmFjZSJ9.c2lnbmF0dXJl',
  token_type: 'Bearer',
  expires_in: 600,
  refresh_token: 'bGtyX2Zvcl9leGFtcGxlX29ubHk',
}

export const USERINFO = {
  sub: '7',
  name: 'Grace Hopper',
  preferred_username: 'grace',
  picture: 'https://auth.example.com/api/users/grace/pfp?v=9f2c01ab77de4410',
  birthdate: '1974-03-09',
  updated_at: 1788251400,
  email: 'grace@example.com',
  email_verified: true,
}

export const INTROSPECTION = {
  active: true,
  client_id: 'lk_Zm9yX2V4YW1wbGVfb25seQ',
  username: 'grace',
  scope: 'openid profile',
  token_type: 'Bearer',
  iss: 'https://auth.example.com',
  sub: '7',
  aud: 'https://auth.example.com',
  iat: 1788251400,
  exp: 1788252000,
  jti: '0f4f3a51-8a0c-4f0c-9f3a-6b1d6c4d7a10',
}

const OCCURRED = {
  id: 1204,
  at: MOMENT,
  action: 'sign_in',
  result: 'ok',
  count: 1,
  address: '203.0.113.7',
  origin: 'https://you.github.io',
  browser: 'Firefox',
  system: 'Windows',
  detail: {},
}
export const EVENT = {
  ...OCCURRED,
  actor: { id: 7, uid: 'grace' },
  target: null,
  requestId: '0b7c2b8e-0e0f-4a55-8f37-6f1f5d1a9d10',
}
export const OWN_EVENT = { ...OCCURRED, by: 'you', whom: null }

export const CLIENT = {
  client_id: 'lk_Zm9yX2V4YW1wbGVfb25seQ',
  name: 'Class wiki',
  kind: 'confidential',
  returnAddresses: ['https://wiki.example.com/oauth/callback'],
  postLogoutAddresses: ['https://wiki.example.com/'],
  scopes: ['openid', 'profile', 'email'],
  consent: true,
  authMethod: 'client_secret_basic',
  jwks: null,
  pkce: true,
  idTokenAlg: 'ES256',
  logo: null,
  enabled: true,
  secrets: [{ createdAt: MOMENT, expiresAt: null }],
  addedBy: 'admin',
  createdAt: MOMENT,
  updatedAt: MOMENT,
}

export const APP = {
  client_id: CLIENT.client_id,
  kind: 'application',
  name: CLIENT.name,
  logo: null,
  scopes: ['openid', 'profile'],
  since: MOMENT,
  lastUsed: LATER,
  sessions: 1,
}

export const OWN_DATA = {
  exportedAt: LATER,
  user: {
    id: 7,
    uid: 'grace',
    name: 'Grace Hopper',
    email: 'grace@example.com',
    emailVerified: true,
    dob: '1974-03-09',
    role: 'User',
    disabled: false,
    createdAt: '2026-08-20T07:00:00.000Z',
    updatedAt: MOMENT,
    lastSignInAt: MOMENT,
  },
  passwordChangedAt: '2026-08-20T07:00:00.000Z',
  passwordResets: [],
  mailed: [],
  mails: [],
  picture: null,
  sessions: [
    {
      id: SESSION.id,
      createdAt: MOMENT,
      lastSeenAt: MOMENT,
      expiresAt: LATER,
      revokedAt: null,
      address: '203.0.113.7',
      agent: 'Mozilla/5.0',
      kind: 'cookie',
      origin: 'https://you.github.io',
      provenAt: MOMENT,
      current: true,
      parentId: null,
      resource: '',
      amr: 'pwd',
      proofs: { pwd: MOMENT },
      clientId: '',
      scope: '',
      jkt: null,
    },
  ],
  consents: [{ clientId: CLIENT.client_id, scope: 'openid profile', createdAt: MOMENT }],
  activity: [OWN_EVENT],
}
