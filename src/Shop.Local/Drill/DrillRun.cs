using System.Security.Cryptography;

namespace Shop.Local.Drill;

/// <summary>One scenario, once: load, fault, heal, load, verdict.</summary>
internal sealed class DrillRun(DrillStack stack, DrillOptions options)
{
    private static readonly TimeSpan SellsAgainLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SlowRead = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The same load, unharmed and unjudged: a process that has just started compiles first, which is no fault of Redis, and fills what it keeps,
    /// which is no growth.
    /// </summary>
    public async Task WarmUpAsync()
    {
        await Assortment.ShowAsync(stack.Front, await stack.AdminAsync(), options.Clients, options.Runs);
        using var load = Begin(await StockUpAsync(), new Journal());
        await Task.Delay(options.WarmUp);
        await load.EndAsync();
    }

    public async Task<DrillResult> RunAsync(Scenario scenario, int number)
    {
        var goods = await StockUpAsync();
        var journal = new Journal();
        using var load = Begin(goods, journal);
        var watch = new AlertWatch(stack.Alerts, scenario.Alerts, journal.Began);
        var timeline = await BreakAndHealAsync(scenario, journal, watch);
        await load.EndAsync();

        var operations = journal.Operations;
        var broken = NginxLog.Explain(stack.Layout.LogOf(stack.Layout.Nginx.Name), await JudgeAsync(scenario, operations, goods));
        IReadOnlyList<Violation> violations = [.. broken, .. await watch.EndAsync()];
        return new DrillResult(scenario, number, timeline, Timings.Of(operations, timeline), violations)
        {
            Alerts = watch.Notices,
            SlowReads = [.. operations.Where(call => !call.IsWrite && call.Took > SlowRead).OrderByDescending(call => call.Took)],
            Picture = LatencyPicture.Draw(operations, timeline),
            Calls = operations.Count,
            AcknowledgedWrites = operations.Count(call => call is { IsWrite: true, Outcome: Outcome.Acknowledged }),
            Unavailable = operations.Count(call => call.Outcome == Outcome.Unavailable),
        };
    }

    private async Task<Assortment> StockUpAsync() =>
        await Assortment.MakeAsync(stack.Front, stack.Shop, await stack.AdminAsync(), options.Clients);

    private Load Begin(Assortment goods, Journal journal)
    {
        var name = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var sessions = Enumerable.Range(0, options.Clients).Select(i => new ClientSession(i, name, stack.Front, goods, journal));
        return new Load(sessions.Select(session => new LoadClient(session)));
    }

    private async Task<IReadOnlyList<Violation>> JudgeAsync(Scenario scenario, IReadOnlyList<Operation> operations, Assortment goods)
    {
        try
        {
            await stack.BeWholeAsync();
            return Verdict.On(operations, await new Stocktaking(stack.Front, goods).TakeAsync(), scenario.Forgives503);
        }
        catch (Refusal unreadable)
        {
            return [new Violation(ViolationKind.Failed, unreadable.Message), .. AnswerRules.Find(operations, scenario.Forgives503)];
        }
    }

    private async Task<Timeline> BreakAndHealAsync(Scenario scenario, Journal journal, AlertWatch watch)
    {
        var third = options.Time / 3;
        await Task.Delay(third);
        var fault = journal.Now;
        var heal = await scenario.Break(stack);
        var rest = fault + (scenario.Lasts ?? third) - journal.Now;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        await watch.ArriveAsync();
        var healed = journal.Now;
        await heal();

        // What comes after begins when the shop sells again: that may take as long as the start-up guard's patience.
        await Until.TrueAsync(() => Task.FromResult(journal.HasWriteAfter(healed)), SellsAgainLimit);
        await Task.Delay(third);
        return new Timeline(fault, healed, journal.Now);
    }
}
