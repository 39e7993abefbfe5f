using System.Diagnostics;
using Shop.Local.Packages;
using Shop.Local.Stack;

namespace Shop.Local.Drill;

/// <summary>
/// Cuts one address off from everything, silently: no connection is refused or closed. The kernel takes the rules away with the nft process
/// that owns them, so that nothing stays behind, however the drill ends.
/// </summary>
internal sealed class PacketFilter : IDisposable
{
    private readonly Process _nft;

    private PacketFilter(Process nft) => _nft = nft;

    /// <summary>Why it can't be used here; null when it can.</summary>
    public static async Task<string?> ObstacleAsync()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "only root may set the packet filter";
        }

        await DebianPackages.EnsurePacketFilterAsync();
        using var probe = Process.Start(new ProcessStartInfo("nft", ["--check", "add table inet shop_drill { flags owner; }"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var words = await probe.StandardError.ReadToEndAsync();
        await probe.WaitForExitAsync();
        return probe.ExitCode == 0 ? null : $"the packet filter can't be used: {words.Split('\n')[0]}";
    }

    public static PacketFilter CutOff(Node node)
    {
        var table = $"shop_drill_{node.Host.Replace('.', '_')}";
        var filter = new PacketFilter(Process.Start(new ProcessStartInfo("nft", ["-i"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        filter._nft.StandardInput.Write($$"""
            add table inet {{table}} { flags owner; }
            add chain inet {{table}} arriving { type filter hook input priority 0; }
            add rule inet {{table}} arriving ip saddr {{node.Host}} drop
            add rule inet {{table}} arriving ip daddr {{node.Host}} drop

            """);
        filter._nft.StandardInput.Flush();
        return filter;
    }

    public void Dispose()
    {
        _nft.StandardInput.Close(); // the end of its input ends it
        _nft.WaitForExit();
        _nft.Dispose();
    }
}
