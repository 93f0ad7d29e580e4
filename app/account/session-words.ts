/** "1 session has ended.", "3 sessions have ended." */
export function describeEndedSessions(count: number): string {
  return `${count} ${count === 1 ? 'session has' : 'sessions have'} ended.`
}
