using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using Shop.Api.Auth;
using Shop.Api.Http;

namespace Shop.Api.Tests.Http;

public sealed class CursorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n.";
    private static readonly Cursor Cursors = Of(("SECRET_KEY", new string('k', 32)));

    [Fact]
    public void A_cursor_leads_back_to_where_it_was_made() => Prop.ForAll<NonNull<string>, NonNull<string>>((made, scope) =>
        Cursors.TryRead(scope.Get, Cursors.Sign(scope.Get, made.Get), out var read)
        && string.Equals(read, Utf8(made.Get), StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cursor_is_not_read_in_another_scope() => Prop.ForAll<Guid, NonNull<string>, NonNull<string>>((at, made, used) =>
        Cursors.TryRead(used.Get, Cursors.Sign(made.Get, $"{at}"), out _) == string.Equals(Utf8(made.Get), Utf8(used.Get), StringComparison.Ordinal))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_end_of_a_position_is_never_the_beginning_of_a_scope()
    {
        var bytes = Base64Url.DecodeFromChars(Cursors.Sign("scope", "position-"));
        var shifted = Base64Url.EncodeToString([.. bytes.AsSpan(0, 8), .. bytes.AsSpan(^16..)]);

        Assert.False(Cursors.TryRead("-scope", shifted, out _));
    }

    [Fact]
    public void A_cursor_with_one_character_changed_is_not_read() =>
        Prop.ForAll<Guid, NonNegativeInt, NonNegativeInt>((at, where, what) =>
    {
        var cursor = Cursors.Sign("s", $"price\n{at}");
        var changed = new StringBuilder(cursor) { [where.Get % cursor.Length] = Alphabet[what.Get % Alphabet.Length] }.ToString();
        return string.Equals(changed, cursor, StringComparison.Ordinal) || !Cursors.TryRead("s", changed, out _);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Anything_else_is_no_cursor() =>
        Prop.ForAll<NonNull<string>>(text => !Cursors.TryRead("s", text.Get, out _)).QuickCheckThrowOnFailure();

    [Fact]
    public void Cursors_outlive_a_rotation_of_the_secret()
    {
        var rotated = Of(("SECRET_KEY", new string('n', 32)), ("SECRET_KEY_PREVIOUS", new string('k', 32)));

        Assert.True(rotated.TryRead("s", Cursors.Sign("s", ""), out _));
    }

    // FsCheck makes lone surrogates, which UTF-8 has one replacement for.
    private static string Utf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static Cursor Of(params (string Name, string Value)[] settings) => new(SecretKey.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal)).Build()));
}
