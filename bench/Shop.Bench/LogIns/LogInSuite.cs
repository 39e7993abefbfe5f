using Shop.Bench.Findings;
using Shop.Local;
using Shop.Local.Demo;
using Shop.Local.Drill;

namespace Shop.Bench.LogIns;

/// <summary>
/// What a stranger can learn from how long a refused log-in takes: unknown e-mails against known ones with a wrong password, in turn by one
/// client. Beside it stand known ones against known ones: a ratio that is no further from 1 than theirs tells nothing.
/// </summary>
internal static class LogInSuite
{
    // Five wrong passwords for one e-mail are the throttle's limit.
    private const int TriesOfEach = 4;
    private const int UsersOfRound = 12;

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var stack = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await RefusedAsync(stack.Front, Stranger()); // the first one warms up
        var table = new Table("POST /v1/auth/token that is refused", "ms with a wrong password", "ms", "ratio");
        var (wrong, again, unknown) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            for (var user = 0; user < UsersOfRound; user++)
            {
                var (known, other, stranger) = (await RegisterAsync(stack.Shop), await RegisterAsync(stack.Shop), Stranger());
                for (var time = 0; time < TriesOfEach; time++)
                {
                    wrong.Add(await RefusedAsync(stack.Front, known));
                    unknown.Add(await RefusedAsync(stack.Front, stranger));
                    again.Add(await RefusedAsync(stack.Front, other));
                }
            }
        }

        Add(table, "an unknown e-mail", wrong, unknown);
        Add(table, "another known e-mail: the noise", wrong, again);
        var finding = new Finding();
        finding.Add("Refused log-ins", table);
        return finding;
    }

    private static void Add(Table table, string name, IReadOnlyList<double> wrong, IReadOnlyList<double> times)
    {
        var (usual, time) = (Median.Of(wrong), Median.Of(times));
        table.Add(name, Cells.Fine(usual), Cells.Fine(time), Cells.Fine(time / usual));
    }

    private static string Stranger() => ShopClient.NewCustomer().Email;

    private static async Task<string> RegisterAsync(ShopClient shop)
    {
        var (email, password) = ShopClient.NewCustomer();
        await shop.RegisterAsync(email, password, "Ann", "Lee");
        return email;
    }

    /// <summary>Milliseconds.</summary>
    private static async Task<double> RefusedAsync(ShopFront shop, string email)
    {
        var call = new Call(HttpMethod.Post, "/v1/auth/token") { Body = new { email, password = "not the password of anybody" } };
        var start = TimeProvider.System.GetTimestamp();
        var reply = await shop.SendAsync(call);
        var time = TimeProvider.System.GetElapsedTime(start);
        return reply.Status == 401 ? time.TotalMilliseconds : throw new Refusal($"A log-in to be refused with 401 was answered {reply.Status}: {reply.Error}");
    }
}
