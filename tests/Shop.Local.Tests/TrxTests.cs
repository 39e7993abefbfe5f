using Shop.Local.Testing;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>What <c>./shop test</c> reads out of a result file.</summary>
public sealed class TrxTests : IDisposable
{
    private readonly string _folder = TestFolder.Make("trx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_a_skip_for_want_of_an_engine_is_excused()
    {
        var result = Read(Skipped($"{ExcusedSkips.NoEngine}: only root can start one") + Skipped("node can't be found: install node."));

        Assert.Equal((1, 0, 2, 1), (result.Passed, result.Failed, result.Skipped, result.Excused));
        Assert.StartsWith(ExcusedSkips.NoEngine, result.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_passed_is_no_excuse_whatever_it_printed()
    {
        var result = Read(
            Skipped("node can't be found: install node.") + Skipped("another")
            + $"""<UnitTestResult outcome="Passed"><Output><StdOut>{ExcusedSkips.NoEngine}</StdOut></Output></UnitTestResult>""");

        Assert.Equal((2, 0), (result.Skipped, result.Excused));
    }

    private static string Skipped(string reason) =>
        $"""<UnitTestResult outcome="NotExecuted"><Output><ErrorInfo><Message>{reason}</Message></ErrorInfo></Output></UnitTestResult>""";

    private ProjectResult Read(string results)
    {
        var path = Path.Combine(_folder, "some.trx");
        File.WriteAllText(path, $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>{results}</Results>
              <ResultSummary><Counters total="3" executed="1" passed="1" /></ResultSummary>
            </TestRun>
            """);
        return Trx.Read(path, "Some.Tests", exitCode: 0, filtered: false);
    }
}
