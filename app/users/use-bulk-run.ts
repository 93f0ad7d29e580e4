'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { changePiece, piecesOf, prove } from './bulk-pieces.ts'
import { type Asked, nothingYet, type Outcome, sizeOf, withResults } from './bulk-words.ts'
import { useSelection } from './selection.tsx'

/** A change of many users under way: what became of those before, and of how many it will not be known. */
export type BulkRun = {
  outcome: Outcome
  stopping: boolean
  over: boolean
  left: number
  fault: string
}

/**
 * Does what was asked, piece by piece, until it is done, somebody stops it or it breaks off. `errors` is there
 * when the password has to be proved first: what was wrong with it.
 */
export function useBulkRun(asked: Asked, self: string) {
  const router = useRouter()
  const { drop, chooseMatching } = useSelection()
  const [run, setRun] = useState<BulkRun | null>(null)
  const stopped = useRef(false)
  const [errors, setErrors] = useState<Record<string, string> | null>(null)
  const start = async (role: string, proof: string) => {
    try {
      if (proof) await prove(proof)
    } catch (error) {
      setErrors({ proof: error instanceof Error ? error.message : String(error) })
      return
    }
    let outcome = nothingYet
    let fault = ''
    const show = (over: boolean) => {
      const known = outcome.done + outcome.failed
      const left = stopped.current || fault ? Math.max(0, sizeOf(asked) - known) : 0
      setRun({ outcome, stopping: stopped.current, over, left, fault })
    }
    show(false)
    try {
      for await (const uids of piecesOf(asked, self)) {
        if (stopped.current) break
        const results = await changePiece(asked.action, uids, role)
        outcome = withResults(outcome, results)
        drop(results.filter(({ ok }) => ok).map(({ uid }) => uid))
        show(false)
      }
    } catch (error) {
      if (error instanceof Error && error.cause === 'step_up_required' && outcome === nothingYet) {
        setRun(null)
        setErrors({})
        return
      }
      fault = `It broke off: ${error instanceof Error ? error.message : error}`
    }
    show(true)
    if ('total' in asked) chooseMatching(null)
    router.refresh()
  }
  const stop = () => {
    stopped.current = true
    setRun(before => before && { ...before, stopping: true })
  }
  return { run, start, stop, errors }
}
