/** Says of an e-mail address whether it is known to be that of its user. */
export function VerifiedMark({ verified }: { verified: boolean }) {
  return (
    <span className="whitespace-nowrap text-quiet">
      {verified ? '(verified)' : '(not verified)'}
    </span>
  )
}
