using System.Diagnostics;
using Microsoft.Diagnostics.NETCore.Client;
using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

public sealed class FullCollectionTests
{
    [Fact]
    public async Task A_process_that_is_told_to_collects_all_its_garbage()
    {
        var before = GC.CollectionCount(GC.MaxGeneration);

        await FullCollection.RunAsync(Environment.ProcessId);

        Assert.True(GC.CollectionCount(GC.MaxGeneration) > before);
    }

    [Fact]
    public async Task A_process_that_is_gone_can_t_be_told()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();

        await Assert.ThrowsAnyAsync<DiagnosticsClientException>(() => FullCollection.RunAsync(gone.Id));
    }
}
