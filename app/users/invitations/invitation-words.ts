import type { InvitationJson } from '#lib/users/invitations/invitation-json.ts'

export const STATUS_WORDS = {
  open: 'Open',
  accepted: 'Accepted',
  expired: 'Expired',
} as const satisfies Record<InvitationJson['status'], string>
