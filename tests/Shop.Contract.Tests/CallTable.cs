using Shop.Testing;

namespace Shop.Contract.Tests;

/// <summary>A row of the contract's tables: who may call, what comes back, with which headers.</summary>
internal static class CallTable
{
    private static readonly string[] Callers = ["anonymous", "other", "owner", "admin"];

    private static readonly Dictionary<int, string> Refusals = new()
    {
        [401] = "unauthenticated",
        [403] = "forbidden",
        [404] = "not-found",
        [422] = "validation-failed",
    };

    /// <param name="answers">The status for each of <see cref="Callers"/>: <c>"401 404 200 200"</c>.</param>
    /// <param name="headers">Which of ETag, Location and Durability a success has, no other.</param>
    public static async Task HoldsAsync(ShopWithPeople people, string call, string body, string answers, string headers)
    {
        var scene = new Scene(people);
        foreach (var (who, expected) in Callers.Zip(answers.Split(' ')))
        {
            var reply = await scene.SendAsync(who, call, body);

            Assert.True(reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) == expected,
                $"{call} by {who} is {expected} in the contract, and was {reply.Status}: {reply.Text}");
            if (reply.Status < 300)
            {
                AssertHeaders(reply, who, call, headers.Split(' '));
                scene = new Scene(people); // a call may use up what it is about
            }
            else
            {
                Assert.Equal(Refusals[reply.Status], reply.Code);
                Assert.Equal("no-store", reply.Headers["Cache-Control"]);
                Assert.False(reply.Headers.ContainsKey("Consistency-Token"), $"{call} by {who}: a refusal has a Consistency-Token");
                Assert.Equal(reply.Status == 401, reply.Headers.ContainsKey("WWW-Authenticate"));
            }
        }
    }

    private static void AssertHeaders(Reply reply, string who, string call, IReadOnlyList<string> promised)
    {
        Assert.Matches("^[A-Za-z0-9._-]{1,128}$", reply.Headers["X-Request-Id"]);
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal(CachingOf(call, who), reply.Headers["Cache-Control"]);
        Assert.True(reply.Headers.ContainsKey("Consistency-Token") == TouchesStore(call, promised), $"{call} by {who}: Consistency-Token is there or missing");
        foreach (var name in new[] { "ETag", "Location", "Durability" })
        {
            Assert.True(promised.Contains(name) == reply.Headers.ContainsKey(name),
                $"{call} by {who}: {name} is there or missing against the contract");
        }

        if (promised.Contains("Durability"))
        {
            Assert.Equal("replicas=2", reply.Headers["Durability"]);
        }

        if (promised.Contains("ETag"))
        {
            Assert.Matches($"^\"{reply.Json["version"] ?? "\\d+"}(\\.\\d+)?\"$", reply.Headers["ETag"]);
        }

        if (promised.Contains("Location"))
        {
            Assert.Equal($"{call.Split(' ')[1]}/{reply.Json["id"]}", reply.Headers["Location"]);
        }

        Assert.Equal(reply.Status == 204, reply.Text.Length == 0);
    }

    // A read of the shop's data, or a change that was made: logging out with an unknown token makes none.
    private static bool TouchesStore(string call, IReadOnlyList<string> promised) =>
        promised.Contains("Durability") || (call.StartsWith("GET /v1/", StringComparison.Ordinal) && call is not "GET /v1/admin/topology");

    private static string CachingOf(string call, string who)
    {
        var isPublic = call.StartsWith("GET /v1/products", StringComparison.Ordinal) && !call.Contains("/stock", StringComparison.Ordinal);
        return (isPublic || call == "GET /v1/categories", who) switch
        {
            (false, _) => "no-store",
            (_, "anonymous") => "no-cache",
            _ => "no-cache, private", // the order that the client library gives them
        };
    }
}
