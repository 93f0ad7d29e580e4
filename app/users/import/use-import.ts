'use client'
import { useEffect, useRef, useState } from 'react'
import { type ImportRun, runImport } from './run-import.ts'

/** The step that an import is at: `check` is the finished dry run, `run` the present or finished run. */
export type ImportState =
  | { at: 'choose' }
  | { at: 'checking'; file: File; run: ImportRun | null }
  | { at: 'checked'; file: File; check: ImportRun }
  | { at: 'importing'; file: File; check: ImportRun; run: ImportRun | null }
  | { at: 'done'; file: File; run: ImportRun }

/** An import of one file: a dry run first, then, if the user confirms it, the import. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ at: 'choose' })
  const control = useRef<AbortController>(null)
  const [stopping, setStopping] = useState(false)
  useEffect(() => () => control.current?.abort(), [])
  useEffect(() => {
    if (state.at !== 'importing') return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [state.at])

  function start(
    file: File,
    dryRun: boolean,
    onProgress: (run: ImportRun) => void,
  ): Promise<ImportRun> {
    setStopping(false)
    control.current = new AbortController()
    return runImport(file, { dryRun, signal: control.current.signal, onProgress })
  }
  async function check(file: File) {
    setState({ at: 'checking', file, run: null })
    const run = await start(file, true, run => setState({ at: 'checking', file, run }))
    setState(run.end === 'stopped' ? { at: 'choose' } : { at: 'checked', file, check: run })
  }
  async function go(file: File, check: ImportRun) {
    setState({ at: 'importing', file, check, run: null })
    const run = await start(file, false, run => setState({ at: 'importing', file, check, run }))
    setState({ at: 'done', file, run })
  }
  function stop() {
    setStopping(true)
    control.current?.abort()
  }
  return { state, stopping, check, go, stop, leave: () => setState({ at: 'choose' }) }
}
