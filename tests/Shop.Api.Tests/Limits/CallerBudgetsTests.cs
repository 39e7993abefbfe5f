using Microsoft.Extensions.Configuration;
using Shop.Api.Limits;
using Shop.Api.Tests.Telemetry;

namespace Shop.Api.Tests.Limits;

public sealed class CallerBudgetsTests
{
    private static readonly Guid Ann = Guid.CreateVersion7();

    private readonly ManualTime _time = new();
    private readonly CallerBudgets _budgets;

    public CallerBudgetsTests() => _budgets = new CallerBudgets(
        RateLimits.From(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("RATE_LIMIT_CALLER", (string?)"10/100")]).Build()), _time);

    [Fact]
    public void A_budget_is_spent_and_comes_back_one_by_one()
    {
        Spend(10);

        Assert.Equal((0L, TimeSpan.FromSeconds(10)), (_budgets.Find(Ann).Remaining, _budgets.Find(Ann).RetryAfter));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((1L, TimeSpan.Zero), (_budgets.Find(Ann).Remaining, _budgets.Find(Ann).RetryAfter));
        Assert.Equal(10, _budgets.Find(Guid.CreateVersion7()).Remaining);
    }

    [Fact]
    public void What_was_spent_is_told_once()
    {
        Spend(3);

        Assert.Equal([(Ann, 3L)], _budgets.TakeUnsettled());
        Assert.Empty(_budgets.TakeUnsettled());
    }

    [Fact]
    public void What_others_let_pass_counts_here_and_so_does_what_came_while_they_were_asked()
    {
        Spend(3);
        _budgets.TakeUnsettled();
        Spend(1);

        _budgets.Settle(Ann, shared: TimeSpan.FromSeconds(70)); // seven, by all replicas

        Assert.Equal(2, _budgets.Find(Ann).Remaining);
    }

    [Fact]
    public void Who_has_all_back_is_forgotten_and_begins_anew()
    {
        Spend(2);
        _budgets.TakeUnsettled();
        _time.Advance(TimeSpan.FromSeconds(20));
        _budgets.TakeUnsettled();

        Spend(1);

        Assert.Equal(9, _budgets.Find(Ann).Remaining);
        Assert.Equal([(Ann, 1L)], _budgets.TakeUnsettled());
    }

    [Fact]
    public async Task Nothing_is_lost_between_those_who_spend_and_the_one_who_asks()
    {
        using var stop = new CancellationTokenSource();
        var told = 0L;
        var asking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                told += _budgets.TakeUnsettled().Sum(each => each.Requests);
                _time.Advance(TimeSpan.FromHours(1));
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Spend(20_000))));
        await stop.CancelAsync();
        await asking;

        Assert.Equal(80_000, told + _budgets.TakeUnsettled().Sum(each => each.Requests));
    }

    private void Spend(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _budgets.Spend(Ann);
        }
    }
}
