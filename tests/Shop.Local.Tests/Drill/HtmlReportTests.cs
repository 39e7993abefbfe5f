using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

public sealed class HtmlReportTests
{
    private static readonly DrillOptions Options = new([Scenario.All[0]], 64, TimeSpan.FromSeconds(12), 1, "report.html", Alerts: false);

    [Fact]
    public void The_page_needs_nothing_besides_itself()
    {
        var page = HtmlReport.Page([Run()], Options);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("url(", page);
    }

    [Fact]
    public void It_shows_a_picture_of_each_run_and_why_one_was_skipped()
    {
        var page = HtmlReport.Page([Run(), Run(), DrillResult.Skip(Scenario.All[4], "only root may set the packet filter")], Options);
        Assert.Equal(2, page.Split("<svg").Length - 1);
        Assert.Contains("skipped: only root may set the packet filter", page);
        Assert.Contains("2 runs, nothing lost, doubled, oversold, stale or failed; 1 skipped.", page);
    }

    [Fact]
    public void A_broken_promise_is_told_and_what_it_quotes_stays_text()
    {
        var page = HtmlReport.Page([Run(new Violation(ViolationKind.Lost, "<script>alert(1)</script>", "mark-1"))], Options);
        Assert.Contains("<b>lost</b> &lt;script&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.Contains("1 run, 1 of them broke a promise.", page);
    }

    [Fact]
    public void Dots_on_the_same_spot_are_drawn_once()
    {
        var calls = Enumerable.Repeat(Call(5), 10_000).ToArray();
        Assert.InRange(LatencyPicture.Draw(calls, Line).Length, 1, 10_000);
    }

    private static Timeline Line { get; } = new(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));

    private static DrillResult Run(params Violation[] violations)
    {
        Operation[] journal = [Call(1), Call(5), Call(9)];
        return new DrillResult(Scenario.All[0], 1, Line, Timings.Of(journal, Line), violations) { Picture = LatencyPicture.Draw(journal, Line) };
    }

    private static Operation Call(double start) =>
        new(1, Act.Buy, "mark", TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(start + 0.1), Outcome.Acknowledged);
}
