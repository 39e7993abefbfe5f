using System.Runtime.InteropServices;
using Shop.Local.Control;
using Shop.Local.Supervision;

namespace Shop.Local.Commands;

/// <summary>The background process itself; <c>up</c> starts it.</summary>
internal sealed class SuperviseCommand(CommandContext context)
{
    public async Task<int> RunAsync()
    {
        using var claim = SupervisorProcess.Claim(context.Layout) ?? throw new Refusal("Another supervisor runs this stack.");
        using var ended = new CancellationTokenSource();
        await using var supervisor = new Supervisor(context.Layout, context.Settings, TimeProvider.System);
        var commands = new SupervisorCommands(supervisor, ended.Cancel);
        using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => EndInOrder(signal, commands));
        using var onInt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => EndInOrder(signal, commands));

        using var address = new ControlSocket(context.Layout.Directory);
        supervisor.StartAll();
        await new ControlServer(address, commands.ExecuteAsync).ServeAsync(ended.Token);
        return 0;
    }

    private static void EndInOrder(PosixSignalContext signal, SupervisorCommands commands)
    {
        signal.Cancel = true; // the default would end us before our nodes
        _ = commands.ExecuteAsync(new ControlRequest("down"));
    }
}
