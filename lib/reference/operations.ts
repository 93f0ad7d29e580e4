import { auditOperations } from '#lib/audit/audit-operations.ts'
import { appOperations } from '#lib/clients/app-operations.ts'
import { clientOperations } from '#lib/clients/client-operations.ts'
import { returnAddressOperations } from '#lib/clients/return-address-operations.ts'
import { fedcmOperations } from '#lib/fedcm/fedcm-operations.ts'
import { outboxOperations } from '#lib/mail/outbox-operations.ts'
import { signInDoctorOperations } from '#lib/oauth/doctor/sign-in-doctor-operations.ts'
import { oauthOperations } from '#lib/oauth/oauth-operations.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { doctorOperations } from '#lib/origins/doctor/doctor-operations.ts'
import { originOperations } from '#lib/origins/origin-operations.ts'
import { publishedOperations } from '#lib/published/published-operations.ts'
import { sessionOperations } from '#lib/sessions/session-operations.ts'
import { signInOperations } from '#lib/sign-in/sign-in-operations.ts'
import { tokenOperations } from '#lib/sign-in/token-operations.ts'
import { accountOperations } from '#lib/users/account-operations.ts'
import { addressOperations } from '#lib/users/addresses/address-operations.ts'
import { avatarOperations } from '#lib/users/avatars/avatar-operations.ts'
import { bulkOperations } from '#lib/users/bulk-operations.ts'
import { importOperations } from '#lib/users/import/import-operations.ts'
import { invitationOperations } from '#lib/users/invitations/invitation-operations.ts'
import { signUpOperations } from '#lib/users/sign-up/sign-up-operations.ts'
import { userOperations } from '#lib/users/user-operations.ts'

/** Every operation of the API, in the order of the document. */
export const operations: Operation[] = [
  ...signInOperations,
  ...tokenOperations,
  ...oauthOperations,
  ...fedcmOperations,
  ...userOperations,
  ...signUpOperations,
  ...accountOperations,
  ...addressOperations,
  ...sessionOperations,
  ...appOperations,
  ...avatarOperations,
  ...bulkOperations,
  ...importOperations,
  ...invitationOperations,
  ...auditOperations,
  ...outboxOperations,
  ...clientOperations,
  ...originOperations,
  ...returnAddressOperations,
  ...doctorOperations,
  ...signInDoctorOperations,
  ...publishedOperations,
]
