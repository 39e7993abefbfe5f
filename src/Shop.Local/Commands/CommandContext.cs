using Shop.Local.Control;
using Shop.Local.Stack;

namespace Shop.Local.Commands;

/// <summary>What every command works with: the stack that the port offset names.</summary>
internal sealed class CommandContext(StackLayout layout, int offset)
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(5);

    public StackLayout Layout => layout;

    public int Offset => offset;

    public ControlClient Supervisor { get; } = new(layout);

    /// <summary>How a person would name this stack's commands.</summary>
    public string Shop => offset == 0 ? "./shop" : $"./shop --port-offset {offset}";

    /// <summary>A file that the user names from where <c>./shop</c> was called; the script itself moves to the repository.</summary>
    public static string PathOf(string file) =>
        Path.GetFullPath(file, Environment.GetEnvironmentVariable("SHOP_CALLED_FROM") ?? Environment.CurrentDirectory);

    public Settings Settings => Settings.Load(EnvFile.PathFor(layout));

    /// <summary>The nodes go on speaking as they were started, whatever the settings say now.</summary>
    /// <exception cref="Refusal">The settings say something else: nobody would be understood.</exception>
    public void RefuseChangedTls(ControlReply running)
    {
        if (running.EncryptsRedis != Settings.EncryptsRedis)
        {
            throw new Refusal(
                $"The shop was started with REDIS_TLS={(running.EncryptsRedis ? "true" : "false")}: set it so again, or end the shop first ({Shop} down).");
        }
    }

    /// <summary>Only one command at a time starts or ends a stack.</summary>
    public Task<StackLock> LockAsync() => StackLock.TakeAsync(
        Path.Combine(PrivateFile.Directory(layout.Directory), "command.lock"),
        LongestCommand,
        () => Console.WriteLine("Another ./shop command starts or ends this stack: waiting for it."));
}
