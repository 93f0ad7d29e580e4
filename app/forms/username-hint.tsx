/** Tells password managers whose password a form is about. */
export function UsernameHint({ uid }: { uid: string }) {
  return <input type="text" autoComplete="username" value={uid} readOnly hidden />
}
