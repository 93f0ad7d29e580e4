import type { AuditAction } from '#lib/audit/event.ts'
import type { ActionWords } from './action-words-type.ts'

/** What is done about other sites: the origins and applications that may ask, and the access that people give them. */
export const SITE_ACTION_WORDS = {
  code_issue: {
    did: 'signed in at another site',
    other: 'signed in at {target}',
    tried: 'a sign-in at another site',
    plural: 'sign-ins at other sites',
  },
  code_replay: {
    did: 'reused a sign-in code',
    tried: 'a reused sign-in code',
    plural: 'reused sign-in codes',
  },
  consent_give: {
    did: 'gave an application access',
    other: 'gave {target} access',
    tried: 'access for an application',
    plural: 'permissions for applications',
  },
  consent_withdraw: {
    did: 'withdrew the access of an application',
    other: 'withdrew the access of {target}',
    tried: 'the withdrawal of a permission',
    plural: 'withdrawn permissions',
  },
  client_add: {
    did: 'registered an application',
    other: 'registered {target}',
    tried: 'a new application',
    plural: 'new applications',
  },
  client_change: {
    did: 'changed an application',
    other: 'changed {target}',
    tried: 'a change of an application',
    plural: 'changes of applications',
  },
  client_remove: {
    did: 'removed an application',
    other: 'removed {target}',
    tried: 'the removal of an application',
    plural: 'removals of applications',
  },
  return_address_add: {
    did: 'allowed a return address',
    other: 'allowed the return address {target}',
    tried: 'a new return address',
    plural: 'new return addresses',
  },
  return_address_remove: {
    did: 'removed a return address',
    other: 'removed the return address {target}',
    tried: 'the removal of a return address',
    plural: 'removals of return addresses',
  },
  origin_add: {
    did: 'allowed an origin',
    other: 'allowed {target}',
    tried: 'a new origin',
    plural: 'new origins',
  },
  origin_change: {
    did: 'changed an origin',
    other: 'changed {target}',
    tried: 'an origin change',
    plural: 'origin changes',
  },
  origin_remove: {
    did: 'removed an origin',
    other: 'removed {target}',
    tried: 'an origin removal',
    plural: 'origin removals',
  },
  header_add: {
    did: 'allowed a header',
    other: 'allowed the header {target}',
    tried: 'a new header',
    plural: 'new headers',
  },
  header_remove: {
    did: 'removed a header',
    other: 'removed the header {target}',
    tried: 'a header removal',
    plural: 'header removals',
  },
} satisfies Partial<Record<AuditAction, ActionWords>>
