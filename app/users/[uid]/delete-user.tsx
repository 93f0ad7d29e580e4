'use client'
import { DeletionOpener } from '../../components/deletion-opener.tsx'
import { CloseButton } from '../../components/dialog.tsx'
import { buildUserHref } from '../user-href.ts'
import { DeleteUserForm, type UserDeletion } from './delete-user-form.tsx'

/** The button that asks whether the user should be deleted. */
export function DeleteUser(user: UserDeletion) {
  return (
    <DeletionOpener
      label={`Delete ${user.uid}…`}
      title={`Delete ${user.uid}`}
      href={`${buildUserHref(user)}/delete`}
    >
      {close => (
        <DeleteUserForm
          {...user}
          cancel={<CloseButton close={close}>Keep this user</CloseButton>}
        />
      )}
    </DeletionOpener>
  )
}
