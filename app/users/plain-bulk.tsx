import { buttonLook } from '../components/button-look.ts'
import { BULK_FORM_ID } from './bulk-form-id.ts'

/** What can be done with the selected users, for use without JavaScript. The checkboxes belong to this form. */
export function PlainBulk() {
  return (
    <noscript>
      <form
        id={BULK_FORM_ID}
        action="/change-users"
        className="mb-4 flex flex-wrap items-center gap-2"
      >
        <span className="text-sm">With the selected users:</span>
        <select
          name="action"
          aria-label="Action"
          className="h-8 rounded-md border border-edge bg-raised px-2 text-sm"
        >
          <option value="enable">Enable</option>
          <option value="disable">Disable</option>
          <option value="role">Set role</option>
          <option value="delete">Delete</option>
        </select>
        <button type="submit" className={buttonLook.small}>
          Continue…
        </button>
      </form>
    </noscript>
  )
}
