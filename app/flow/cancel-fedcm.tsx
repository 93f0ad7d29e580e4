'use client'

declare global {
  /** Of pages in a window that the browser has opened for FedCM (FedCM §5.2). */
  var IdentityProvider: { close(): void } | undefined
}

/** Gives up in such a window. One that is merely closed leaves the page that opened it waiting. */
export function CancelFedcm() {
  return (
    <button
      type="button"
      className="needs-script cursor-pointer text-link"
      onClick={() => globalThis.IdentityProvider?.close()}
    >
      Cancel
    </button>
  )
}
