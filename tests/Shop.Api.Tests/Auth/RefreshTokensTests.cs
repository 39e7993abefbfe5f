using Microsoft.Extensions.Configuration;
using Shop.Api.Auth;

namespace Shop.Api.Tests.Auth;

public sealed class RefreshTokensTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly string Old = new('o', 32);
    private static readonly string New = new('n', 32);
    private static readonly (Guid User, Guid Session) Anns = (Guid.CreateVersion7(), Guid.CreateVersion7());

    [Fact]
    public void A_token_names_its_session_and_no_two_are_alike()
    {
        var tokens = Under(New);
        var (one, other) = (tokens.Issue(Anns.User, Anns.Session), tokens.Issue(Anns.User, Anns.Session));

        Assert.True(tokens.TryRead(one, out var read));
        Assert.Equal(new RefreshToken(Anns.User, Anns.Session, RefreshTokens.HashOf(one), IsOurs: true), read);
        Assert.NotEqual(one, other, StringComparer.Ordinal);
        Assert.DoesNotContain(read.Hash, one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_with_any_one_character_changed_is_not_ours()
    {
        var tokens = Under(New);
        var token = tokens.Issue(Anns.User, Anns.Session);

        for (var at = 0; at < token.Length; at++)
        {
            var next = Alphabet[(Alphabet.IndexOf(token[at], StringComparison.Ordinal) + 1) % Alphabet.Length];

            Assert.True(tokens.TryRead(token[..at] + next + token[(at + 1)..], out var changed));
            Assert.False(changed.IsOurs, $"character {at}");
        }
    }

    [Fact]
    public void What_is_no_token_is_not_read()
    {
        var token = Under(New).Issue(Anns.User, Anns.Session);
        string[] others = ["", "A", token[..^1], token + "A", token[..^1] + "=", token[..^1] + "ä", token[..^2] + "\n" + token[^1]];

        Assert.All(others, other => Assert.False(Under(New).TryRead(other, out _), other));
    }

    [Fact]
    public void During_a_rotation_the_key_before_still_seals_and_afterwards_the_hash_is_left()
    {
        var token = Under(Old).Issue(Anns.User, Anns.Session);

        Assert.True(Under(New, previous: Old).TryRead(token, out var during));
        Assert.True(Under(New).TryRead(token, out var after));
        Assert.True(during.IsOurs);
        Assert.Equal(during with { IsOurs = false }, after);
    }

    private static RefreshTokens Under(string secret, string? previous = null) => new(SecretKey.From(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SECRET_KEY"] = secret,
            ["SECRET_KEY_PREVIOUS"] = previous,
        })
        .Build()));
}
