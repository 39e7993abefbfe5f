using Shop.Local;
using Shop.Local.Commands;
using Shop.Local.Drill;
using Shop.Local.Stack;

try
{
    var arguments = new Arguments(args);
    var offset = PortOffset.Parse(arguments.Offset);
    return await RunAsync(arguments, new CommandContext(StackLayout.At(Repository.Root, offset), offset.Value));
}
catch (Refusal refusal)
{
    return Fail(refusal.Message);
}
catch (IOException problem) when (DiskSpace.IsFull(problem))
{
    return Fail("The disk is full: make room and try again.");
}
catch (IOException problem)
{
    return Fail($"A file can't be read or written: {problem.Message}");
}
catch (UnauthorizedAccessException problem)
{
    return Fail($"{problem.Message} Was the shop started as another user before?");
}

static Task<int> RunAsync(Arguments arguments, CommandContext context) => arguments.Command switch
{
    "up" => Ended(arguments, new UpCommand(context).RunAsync),
    "down" => WithFlag(arguments, "--wipe", wipe => Ended(arguments, () => new DownCommand(context).RunAsync(wipe))),
    "status" => WithFlag(arguments, "--json", json => Ended(arguments, () => new StatusCommand(context).RunAsync(json))),
    "pause" or "resume" or "kill" or "start" or "restart" =>
        WithWord(arguments, node => new NodeCommand(context).RunAsync(arguments.Command, node)),
    "logs" => WithFlag(arguments, "-f", follow => WithWord(arguments, node => new LogsCommand(context).RunAsync(node, follow))),
    "seed" => WithWord(arguments, new SeedCommand(context).RunAsync),
    "drill" => new DrillCommand(DrillOptions.Read(arguments)).RunAsync(),
    "backup" => WithWord(arguments, new BackupCommand(context).RunAsync),
    "restore" => WithFlag(arguments, "--yes", yes => WithWord(arguments, file => new RestoreCommand(context).RunAsync(file, yes))),
    "test" => new TestCommand(context.Layout.Root, arguments.Rest).RunAsync(),
    "supervise" => Ended(arguments, new SuperviseCommand(context).RunAsync),
    "help" or "--help" or "-h" => Ended(arguments, HelpAsync),
    _ => throw new Refusal($"There is no command '{arguments.Command}': ./shop help lists those there are."),
};

static Task<int> Ended(Arguments arguments, Func<Task<int>> run)
{
    arguments.End();
    return run();
}

static Task<int> WithFlag(Arguments arguments, string flag, Func<bool, Task<int>> run) => run(arguments.TakeFlag(flag));

static Task<int> WithWord(Arguments arguments, Func<string?, Task<int>> run)
{
    var word = arguments.TakeWord();
    return Ended(arguments, () => run(word));
}

static async Task<int> HelpAsync()
{
    await Console.Out.WriteLineAsync(Help.Text);
    return 0;
}

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
