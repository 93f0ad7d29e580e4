'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { changePiece, readUidPieces, sendPasswordProof } from './bulk-pieces.ts'
import {
  addResults,
  type BulkRequest,
  type BulkSummary,
  countTargets,
  describeUnanswered,
  emptySummary,
} from './bulk-words.ts'
import { useSelection } from './selection.tsx'

/** A change of many users under way: what became of those before, and of how many it will not be known. */
export type BulkRun = {
  outcome: BulkSummary
  stopping: boolean
  over: boolean
  left: number
  fault: string
}

/**
 * Does what was asked, piece by piece, until it is done, somebody stops it or it breaks off. `errors` is there
 * when the password has to be proved first: what was wrong with it; `role` is what was chosen by then.
 */
export function useBulkRun(asked: BulkRequest, self: string) {
  const router = useRouter()
  const { drop, chooseMatching } = useSelection()
  const [run, setRun] = useState<BulkRun | null>(null)
  const [role, setRole] = useState<string>()
  const [errors, setErrors] = useState<Record<string, string> | null>(null)
  const busy = useRef(false)
  const stopped = useRef(false)
  useEffect(() => {
    stopped.current = false
    return () => {
      stopped.current = true
    }
  }, [])
  const start = async (role: string, proof: string) => {
    if (busy.current) return
    busy.current = true
    setRole(role)
    try {
      if (proof) await sendPasswordProof(proof)
      if (!stopped.current) await changeAll(role)
    } catch (error) {
      setErrors({ proof: wordsOf(error) })
    }
    busy.current = false
  }
  const changeAll = async (role: string) => {
    let outcome = emptySummary
    let unanswered = 0
    let fault = ''
    const show = (over: boolean) => {
      const known = outcome.done + outcome.failed + unanswered
      const left = stopped.current || fault ? Math.max(0, countTargets(asked) - known) : 0
      setRun({ outcome, stopping: stopped.current, over, left, fault })
    }
    show(false)
    try {
      for await (const uids of readUidPieces(asked, self)) {
        if (stopped.current) break
        unanswered = uids.length
        const results = await changePiece(asked.action, uids, role)
        unanswered = 0
        outcome = addResults(outcome, results)
        drop(results.filter(({ ok }) => ok).map(({ uid }) => uid))
        show(false)
      }
    } catch (error) {
      const code = error instanceof Error ? error.cause : undefined
      if (code === 'step_up_required' && outcome === emptySummary) {
        setRun(null)
        setErrors({})
        return
      }
      // What the server refuses with a code it has not begun.
      if (code) unanswered = 0
      fault = `It broke off: ${wordsOf(error)}`
      if (unanswered > 0) fault += ` ${describeUnanswered(unanswered)}`
    }
    show(true)
    if ('total' in asked) chooseMatching(null)
    router.refresh()
  }
  const stop = () => {
    stopped.current = true
    setRun(before => before && { ...before, stopping: true })
  }
  return { run, role, start, stop, errors }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
