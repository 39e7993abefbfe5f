using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

/// <summary>Each kind of broken promise is found, and a run without one is good.</summary>
public sealed class VerdictTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_run_in_which_all_is_kept_is_good()
    {
        var first = _story.Buy(3);
        _story.Read(Act.ReadOwnProduct, seen: -3);
        _story.Read(Act.ReadPurchase, id: first.Id, content: "paid");
        _story.Adjust(5);
        _story.Cancel(first);
        _story.Read(Act.ReadOwnProduct, seen: 5);
        _story.Read(Act.ReadPurchase, id: first.Id, content: "cancelled");
        _story.Read(Act.ListPurchases, ids: first.Id);
        _story.Read(Act.ReadPopularProduct, seen: 7, floor: 7);
        _story.Add(Act.Resend, Outcome.Acknowledged, id: first.Id, content: first.Mark);
        _story.Buy(act: Act.BuyScarce);
        _story.Buy(act: Act.BuyScarce);
        _story.Add(Act.BuyScarce, Outcome.Refused, Story.Scarce, 1);

        Assert.Empty(_story.Verdict());
    }

    [Fact]
    public void An_acknowledged_purchase_that_is_not_there_is_lost()
    {
        _story.Buy();
        _story.Purchases.Clear();
        _story.Movements.Clear();
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void An_acknowledged_purchase_with_another_content_is_lost()
    {
        _story.Buy();
        _story.Purchases[0] = _story.Purchases[0] with { Content = "something else" };
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void An_acknowledged_purchase_that_is_not_paid_is_lost()
    {
        _story.SetStatus(_story.Buy(), "pending");
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void An_acknowledged_cancellation_that_did_not_take_place_is_lost()
    {
        var buy = _story.Buy();
        _story.Cancel(buy);
        _story.SetStatus(buy, "paid");
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void An_acknowledged_adjustment_that_is_no_movement_is_lost()
    {
        _story.Adjust(3);
        _story.Movements.Clear();
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void An_adjustment_by_another_amount_is_lost()
    {
        _story.Adjust(3);
        _story.Movements[0] = _story.Movements[0] with { Delta = 2 };
        AssertOnly(ViolationKind.Lost);
    }

    [Fact]
    public void A_purchase_that_took_place_twice_is_doubled()
    {
        _story.Store(_story.Buy(), "purchase-again");
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void A_purchase_that_took_place_twice_is_doubled_also_when_its_client_was_never_told()
    {
        var failed = _story.Add(Act.Buy, Outcome.Unavailable, Story.Own, 1);
        _story.Store(failed, "purchase-once");
        Assert.Empty(_story.Verdict(forgives503: true));

        _story.Store(failed, "purchase-twice");
        Assert.Equal(ViolationKind.Doubled, Assert.Single(_story.Verdict(forgives503: true)).Kind);
    }

    [Fact]
    public void A_purchase_that_left_the_stock_twice_is_doubled()
    {
        _story.Buy();
        _story.Movements.Add(_story.Movements[0]);
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void A_purchase_that_was_refused_and_is_there_is_doubled()
    {
        _story.Store(_story.Add(Act.BuyScarce, Outcome.Refused, Story.Scarce, 1), "purchase-ghost");
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void A_purchase_that_nobody_asked_for_is_doubled()
    {
        var unheard = new Operation(1, Act.Buy, "nobody", default, default, Outcome.Failed) { Product = Story.Own, Quantity = 1 };
        _story.Store(unheard, "purchase-ghost");
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void A_key_that_made_another_purchase_when_it_was_sent_again_has_doubled()
    {
        var first = _story.Buy();
        _story.Add(Act.Resend, Outcome.Acknowledged, id: "purchase-other", content: first.Mark);
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void An_adjustment_that_took_place_twice_is_doubled()
    {
        _story.Adjust(3);
        _story.Movements.Add(_story.Movements[0]);
        AssertOnly(ViolationKind.Doubled);
    }

    [Fact]
    public void More_units_sold_than_there_were_is_oversold()
    {
        _story.Buy(2, Act.BuyScarce);
        _story.Buy(1, Act.BuyScarce);
        AssertOnly(ViolationKind.Oversold);
    }

    [Fact]
    public void More_units_promised_than_there_were_is_oversold_also_when_the_data_forgot_one()
    {
        _story.Buy(2, Act.BuyScarce);
        _story.Purchases.Clear();
        _story.Movements.Clear();
        _story.Buy(1, Act.BuyScarce);
        Assert.Equal([ViolationKind.Lost, ViolationKind.Oversold], _story.Verdict().Select(violation => violation.Kind));
    }

    [Fact]
    public void A_stock_that_its_sales_and_adjustments_do_not_explain_is_oversold()
    {
        _story.Buy();
        _story.Slip = 1;
        AssertOnly(ViolationKind.Oversold);
    }

    [Fact]
    public void A_paid_purchase_that_never_left_the_stock_is_oversold()
    {
        _story.Buy();
        _story.Movements.Clear();
        AssertOnly(ViolationKind.Oversold);
    }

    [Fact]
    public void What_the_shop_itself_finds_broken_is_oversold()
    {
        _story.Broken.Add("movements_make_on_hand");
        AssertOnly(ViolationKind.Oversold);
    }

    [Theory]
    [InlineData(Outcome.Failed, false, 1)]
    [InlineData(Outcome.Failed, true, 1)]
    [InlineData(Outcome.Unavailable, false, 1)]
    [InlineData(Outcome.Unavailable, true, 0)]
    [InlineData(Outcome.Refused, false, 0)]
    internal void An_answer_that_a_client_must_not_get_is_a_failure(Outcome outcome, bool forgives503, int failures)
    {
        _story.Add(Act.BuyScarce, outcome, Story.Scarce, 1);
        Assert.Equal(failures, _story.Verdict(forgives503).Count(violation => violation.Kind == ViolationKind.Failed));
    }

    private void AssertOnly(ViolationKind kind) => Assert.Equal(kind, Assert.Single(_story.Verdict()).Kind);
}
