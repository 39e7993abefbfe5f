using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>What one client carries from call to call, and how a call gets into the journal.</summary>
internal sealed class ClientSession(int number, string run, ShopFront front, Assortment goods, Journal journal)
{
    private int _calls;

    /// <summary>The same for the same client each time.</summary>
    public Random Dice { get; } = new(number);

    public bool OnlyReads => number % 4 == 3;

    public Assortment Goods => goods;

    public string Customer { get; } = goods.Customers[number % goods.Customers.Count];

    public string Own { get; } = goods.Own[number];

    /// <summary>The client's latest purchase of its own product.</summary>
    public string? Latest { get; set; }

    /// <summary>The last answer's.</summary>
    public string? ConsistencyToken { get; private set; }

    public string NextMark() => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}-{_calls++}");

    /// <param name="complete">Adds to the journal's entry what the answer says.</param>
    public async Task<Operation> SendAsync(Act act, Call call, int expected, Func<Operation, Reply, Operation>? complete = null)
    {
        var marked = call.Mark.Length > 0 ? call : call with { Mark = NextMark() };
        var start = journal.Now;
        var reply = await front.SendAsync(marked);
        var plain = new Operation(number, act, marked.Mark, start, journal.Now, OutcomeOf(act, reply, expected))
        {
            Status = reply.Status,
            Error = reply.Error,
            HasToken = call.ConsistencyToken is not null,
        };
        var operation = complete?.Invoke(plain, reply) ?? plain;
        journal.Add(operation);
        ConsistencyToken = reply.ConsistencyToken ?? ConsistencyToken;
        return operation;
    }

    private static Outcome OutcomeOf(Act act, Reply reply, int expected) => reply.Status switch
    {
        var status when status == expected => Outcome.Acknowledged,
        409 when act == Act.BuyScarce && reply.Error.StartsWith("out-of-stock", StringComparison.Ordinal) => Outcome.Refused,
        503 when reply.HasRetryAfter => Outcome.Unavailable,
        _ => Outcome.Failed,
    };
}
