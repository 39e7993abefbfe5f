using Shop.Data.Limits;
using Shop.Testing;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Limits;

[Collection(SharedShop.Name)]
public sealed class BudgetStoreTests(ShopOnRedis shop)
{
    private static readonly RateLimit FiveAnHour = new("login", 5, TimeSpan.FromHours(1));

    [Fact]
    public async Task Of_20_parallel_tries_as_many_are_counted_as_the_budget_has()
    {
        var subject = Unique("address");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync(FiveAnHour, subject)));

        Assert.Equal(5, answers.Count(answer => answer.IsCounted));
        Assert.Equal([4, 3, 2, 1, 0], answers.Where(answer => answer.IsCounted).Select(answer => answer.State.Remaining).OrderDescending());
        Assert.All(answers.Where(answer => !answer.IsCounted), refused =>
        {
            Assert.Equal(0, refused.State.Remaining);
            Assert.InRange(refused.State.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(12));
        });
    }

    [Fact]
    public async Task What_is_spent_comes_back_by_and_by()
    {
        var (subject, limit) = (Unique("address"), new RateLimit("login", 10, TimeSpan.FromSeconds(2)));
        while ((await TakeAsync(limit, subject)).IsCounted)
        {
        }

        await Eventually.True(async () => (await TakeAsync(limit, subject)).IsCounted, "one request has come back");
    }

    [Fact]
    public async Task One_budget_is_not_another_ones()
    {
        var subject = Unique("address");
        await shop.Budgets.SettleAsync([new Spending(FiveAnHour, subject, 5)], CancellationToken.None);

        Assert.False((await TakeAsync(FiveAnHour, subject)).IsCounted);
        Assert.True((await TakeAsync(FiveAnHour, Unique("address"))).IsCounted);
        Assert.True((await TakeAsync(FiveAnHour with { Name = "registration" }, subject)).IsCounted);
    }

    [Fact]
    public async Task What_was_let_pass_already_is_counted_beyond_the_budget_and_paid_back()
    {
        var subject = Unique("caller");

        var states = await shop.Budgets.SettleAsync(
            [new Spending(FiveAnHour, subject, 4), new Spending(FiveAnHour, Unique("caller"), 1), new Spending(FiveAnHour, subject, 4)], CancellationToken.None);

        Assert.Equal([1, 4, 0], states.Select(state => state.Remaining));
        Assert.InRange(states[2].RetryAfter, TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(48)); // three beyond, and one more
    }

    private async Task<(BudgetState State, bool IsCounted)> TakeAsync(RateLimit limit, string subject) =>
        (await shop.Budgets.TakeAsync(limit, subject, CancellationToken.None))!.Value;
}
