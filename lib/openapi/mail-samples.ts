import { MOMENT } from './samples.ts'

export const MAIL = {
  id: 42,
  kind: 'password_reset',
  to: 'grace@example.com',
  user: 'grace',
  status: 'failed',
  tries: 1,
  answer: '550 5.1.1 No such user here',
  stopped: true,
  canRetry: true,
  createdAt: MOMENT,
  dueAt: null,
  endedAt: MOMENT,
}

export const INVITATION = {
  id: 7,
  email: 'grace@example.com',
  name: null,
  role: 'Editor',
  status: 'open',
  invitedBy: 'ada',
  createdAt: MOMENT,
  sentAt: MOMENT,
  expiresAt: MOMENT,
  acceptedAt: null,
  uid: null,
  stopped: false,
}

export const MAIL_STOP = {
  address: 'grace@example.com',
  answer: '550 5.1.1 No such user here',
  createdAt: MOMENT,
}
