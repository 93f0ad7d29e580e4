'use client'
import { DeletionOpener } from '../components/deletion-opener.tsx'
import { CloseButton } from '../components/dialog.tsx'
import { type AccountDeletion, DeleteAccountForm } from './delete-account-form.tsx'

/** The button that asks whether the account should be deleted. */
export function DeleteAccount(account: AccountDeletion) {
  return (
    <DeletionOpener label="Delete my account…" title="Delete your account" href="/account/delete">
      {close => (
        <DeleteAccountForm {...account} cancel={<CloseButton close={close}>Keep it</CloseButton>} />
      )}
    </DeletionOpener>
  )
}
