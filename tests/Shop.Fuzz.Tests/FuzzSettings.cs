using System.Globalization;
using System.Security.Cryptography;

namespace Shop.Fuzz.Tests;

/// <summary>How many requests, and out of which seed: a new one each time unless it is given.</summary>
/// <param name="RawRequests">How many answers to requests whose bytes were changed.</param>
internal sealed record FuzzSettings(int Requests, int RawRequests, int Seed)
{
    private const int DefaultRequests = 3000;
    private const int DefaultRawRequests = 4000;

    public static FuzzSettings Read() => new(
        Number("SHOP_FUZZ_REQUESTS") ?? DefaultRequests,
        Number("SHOP_FUZZ_RAW_REQUESTS") ?? DefaultRawRequests,
        Number("SHOP_FUZZ_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"SHOP_FUZZ_REQUESTS={Requests} SHOP_FUZZ_RAW_REQUESTS={RawRequests} SHOP_FUZZ_SEED={Seed} ./shop test --filter Fuzz");

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidOperationException($"{name} is a whole number, 3000 for example.");
}
