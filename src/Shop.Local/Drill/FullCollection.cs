using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Shop.Local.Drill;

/// <summary>
/// Has a .NET process collect all its garbage, through its diagnostic port. What it takes after that is what it holds on to; before, it depends on
/// when it collected last.
/// </summary>
internal static class FullCollection
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // The runtime collects when somebody begins to listen to its events with this keyword, GCHeapCollect.
    private static readonly EventPipeProvider Trigger = new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 0x800000);

    /// <exception cref="DiagnosticsClientException">The process is gone, or no .NET process.</exception>
    public static async Task RunAsync(int pid)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync([Trigger], requestRundown: false, circularBufferMB: 1, limit.Token);
        var heard = session.EventStream.CopyToAsync(Stream.Null, limit.Token);
        await session.StopAsync(limit.Token);
        await heard;
    }
}
