using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

/// <summary>A read that shows less than its client knows is stale; one that an uncertain write may explain is not.</summary>
public sealed class ReadRulesTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_stock_from_before_an_acknowledged_purchase_is_stale()
    {
        _story.Buy(2);
        _story.Read(Act.ReadOwnProduct, seen: 0);
        AssertStale("a stock changed by 0, not by -2");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-2, true)]
    [InlineData(-3, false)]
    [InlineData(1, false)]
    public void An_uncertain_purchase_may_show_or_not(long seen, bool isFresh)
    {
        _story.Add(Act.Buy, Outcome.Unavailable, Story.Own, 2);
        _story.Read(Act.ReadOwnProduct, seen);
        Assert.Equal(isFresh, _story.Verdict(forgives503: true).Count == 0);
    }

    [Fact]
    public void A_purchase_that_is_absent_after_its_acknowledgement_is_stale()
    {
        _story.Read(Act.ReadPurchase, id: _story.Buy().Id, content: "absent");
        AssertStale("is absent, not paid");
    }

    [Fact]
    public void A_purchase_that_is_paid_after_its_cancellation_is_stale()
    {
        var buy = _story.Buy();
        _story.Cancel(buy);
        _story.Read(Act.ReadPurchase, id: buy.Id, content: "paid");
        AssertStale("is paid, not cancelled");
    }

    [Theory]
    [InlineData("paid", true)]
    [InlineData("cancelled", true)]
    [InlineData("absent", false)]
    public void An_uncertain_cancellation_may_show_or_not(string status, bool isFresh)
    {
        var buy = _story.Buy();
        _story.Add(Act.Cancel, Outcome.Unavailable, Story.Own, buy.Quantity, buy.Id);
        _story.Read(Act.ReadPurchase, id: buy.Id, content: status);
        Assert.Equal(isFresh, _story.Verdict(forgives503: true).Count == 0);
    }

    [Fact]
    public void A_list_without_the_latest_purchase_is_stale()
    {
        var first = _story.Buy();
        _story.Buy();
        _story.Read(Act.ListPurchases, ids: first.Id);
        AssertStale("is not in the list");
    }

    [Fact]
    public void An_answer_older_than_the_one_that_gave_its_token_is_stale()
    {
        _story.Read(Act.ReadPopularProduct, seen: 6);
        _story.Read(Act.ReadPopularProduct, seen: 5, floor: 6);
        AssertStale("version 5 with the token of version 6");
    }

    private void AssertStale(string text)
    {
        var violation = Assert.Single(_story.Verdict());
        Assert.Equal(ViolationKind.Stale, violation.Kind);
        Assert.Contains(text, violation.Text);
    }
}
