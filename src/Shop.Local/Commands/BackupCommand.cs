using System.Globalization;
using Shop.Local.Backups;
using Shop.Local.Control;

namespace Shop.Local.Commands;

/// <summary>Writes a backup while the shop sells.</summary>
internal sealed class BackupCommand(CommandContext context)
{
    public async Task<int> RunAsync(string? file)
    {
        if (file is null)
        {
            throw new Refusal($"backup needs the name of a file to write: {context.Shop} backup shop.backup.");
        }

        context.RefuseChangedTls(await context.Supervisor.AskAsync(new ControlRequest("status")));
        var path = CommandContext.PathOf(file);
        var backup = await new BackupScripts(context.Layout).BackUpAsync(context.Settings, path);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {path} holds {backup.Holdings} as of {backup.Time:u}: {backup.Keys} keys, {backup.RdbBytes} bytes, from {backup.Node}.
            It holds personal data; passwords only as hashes. The secrets in .env are not in it: keep SECRET_KEY in a safe place of its own.
            """));
        return 0;
    }
}
