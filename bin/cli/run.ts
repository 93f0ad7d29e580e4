import { type Command as Commander, CommanderError, Command as Parser } from 'commander'
import { type Command, EXIT, type ExitCode, type Input } from './command.ts'
import { commands } from './commands.ts'
import { findExitCode, reportFailure } from './failure.ts'
import { performCommand } from './perform.ts'
import { PROGRAM } from './program.ts'
import type { Terminal } from './terminal.ts'

const NOTES = `
Exit status: 0 done, 1 failed or refused, 2 invalid usage and nothing tried, 3 not set up to run.
With --json standard output holds only data. Everything else goes to standard error.`

/**
 * Runs one command.
 * @param argv what was typed after `latchkey`.
 * @returns the exit status.
 */
export async function runCommand(argv: string[], terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done
  const program = buildParser(terminal, async (command, input) => {
    exit = await performCommand(command, input, { ...terminal, json: input.options.json === true })
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    // Commander has already written its help, or what it did not understand.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    reportFailure(error, { ...terminal, json: argv.includes('--json') })
    return findExitCode(error)
  }
}

/** The help of every command, by what one types for it, such as `latchkey user show`. */
export function collectHelpTexts(): Map<string, string> {
  const texts = new Map<string, string>()
  const help = (command: Commander, typed: string) => {
    const lines: string[] = []
    command.configureOutput({ ...command.configureOutput(), writeOut: text => lines.push(text) })
    command.outputHelp()
    texts.set(typed, lines.join(''))
    for (const below of command.commands) help(below, `${typed} ${below.name()}`)
  }
  help(
    buildParser({ out: process.stdout, err: process.stderr }, async () => {}),
    'latchkey',
  )
  return texts
}

type Act = (command: Command, input: Input) => Promise<void>

/** A parser for all commands. It calls `act` with the command that was typed. */
function buildParser(terminal: Pick<Terminal, 'out' | 'err'>, act: Act): Commander {
  const program: Commander = new Parser(PROGRAM)
    .description('The command line of Latchkey, the login server for front-ends on another origin.')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', NOTES)
    .helpCommand(false)
    .configureHelp({
      showGlobalOptions: true,
      // Only those of the program: `import` has options that its subcommand has, too.
      visibleGlobalOptions: command => (command === program ? [] : [...program.options]),
    })
    .configureOutput({
      writeOut: text => void terminal.out.write(text),
      writeErr: text => void terminal.err.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .exitOverride()
  for (const command of commands) addCommand(program, command, act)
  return program
}

function addCommand(parent: Commander, command: Command, act: Act): void {
  const { name, summary, notes, args = {}, options = {}, commands = [] } = command
  const own = parent.command(name).summary(summary).description(summary).helpCommand(false)
  for (const [place, words] of Object.entries(args)) own.argument(place, words)
  for (const [flags, words] of Object.entries(options)) own.option(flags, words)
  if (notes) own.addHelpText('after', `\n${notes}`)
  for (const below of commands) addCommand(own, below, act)
  if (!command.run) return
  own.action(async () => {
    const given = own.processedArgs.flat().filter(value => value !== undefined)
    await act(command, { args: given.map(String), options: own.optsWithGlobals() })
  })
}
