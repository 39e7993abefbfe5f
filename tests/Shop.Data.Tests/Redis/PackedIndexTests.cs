namespace Shop.Data.Tests.Redis;

/// <summary>packed.lua against a sorted set of .NET, while it grows, splits and shrinks.</summary>
[Collection(SharedShop.Name)]
public sealed class PackedIndexTests(ShopOnRedis shop)
{
    private const string Probe = """
        --- @include "packed"
        local call, index = ARGV[1], KEYS[1]
        local rest = {unpack(ARGV, 2)}
        if call == 'put' or call == 'take' then
          for _, member in ipairs(rest) do (call == 'put' and put or take)(index, member) end
          return #rest
        end
        if call == 'range' then return packed.range(index, rest[1], rest[2], rest[3] == 'True', tonumber(rest[4])) end
        return packed[call](index, rest[1], rest[2])
        """;

    private readonly string _index = ShopOnRedis.Unique("packed");
    private readonly Random _random = new(20_26);
    private readonly SortedSet<string> _expected = new(StringComparer.Ordinal);

    [Fact]
    public async Task It_holds_what_was_put_into_it_in_the_order_of_the_bytes()
    {
        await AssertAsync();
        await ChangeAsync("put", 700);
        await AssertAsync();
        await ChangeAsync("put", 1900);
        await AssertAsync();
        await ChangeAsync("take", 2300);
        await AssertAsync();
        await ChangeAsync("put", 500);
        await ChangeAsync("take", 800);
        await AssertAsync();
    }

    private async Task ChangeAsync(string change, int count)
    {
        string[] members = change == "put"
            ? [.. Enumerable.Range(0, count).Select(_ => Any())]
            : [.. _expected.OrderBy(_ => _random.Next()).Take(count)];
        if (change == "put")
        {
            _expected.UnionWith(members);
        }
        else
        {
            _expected.ExceptWith(members);
        }

        await shop.ProbeAsync(Probe, [_index], [change, .. members]);
    }

    private async Task AssertAsync()
    {
        string[] all = [.. _expected];
        Assert.Equal(all, await RangeAsync("-", "+", descending: false, 5000));
        Assert.Equal(all.Reverse(), await RangeAsync("-", "+", descending: true, 5000));
        for (var i = 0; i < 20; i++)
        {
            var (low, high, most) = (Any(), Any(), _random.Next(1, 300));
            var within = all.Where(member => string.CompareOrdinal(low, member) < 0 && string.CompareOrdinal(member, high) <= 0).ToArray();
            Assert.Equal(within.Take(most), await RangeAsync($"({low}", $"[{high}", descending: false, most));
            Assert.Equal(within.Reverse().Take(most), await RangeAsync($"({low}", $"[{high}", descending: true, most));
            Assert.Equal((long)within.Length, await shop.ProbeAsync(Probe, [_index], "count", $"({low}", $"[{high}"));

            // The size decides how a page is found: exact where a page could gather all of it, and never below a thousand otherwise.
            var size = (long)(await shop.ProbeAsync(Probe, [_index], "size", $"({low}", $"[{high}"))!;
            Assert.True(size == within.Length || size > 1000, $"{size} for {within.Length}");
        }
    }

    private async Task<IEnumerable<string>> RangeAsync(string low, string high, bool descending, int most) =>
        ((object?[])(await shop.ProbeAsync(Probe, [_index], "range", low, high, $"{descending}", $"{most}"))!).Cast<string>();

    /// <summary>A short text and sixteen characters in the place of an id.</summary>
    private string Any() => $"{"abcü"[_random.Next(4)]}\n{_random.NextInt64(1_000_000_000):D16}";
}
