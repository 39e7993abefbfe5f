using System.Text.Json.Serialization;
using FluentValidation;

namespace Shop.Api.Http;

/// <summary>The body of an action that takes none: absent, empty or <c>{}</c>. Any field is unknown.</summary>
internal sealed record NoFields;

internal sealed class NoFieldsValidator : AbstractValidator<NoFields>;

[JsonSerializable(typeof(NoFields))]
internal sealed partial class NoFieldsJson : JsonSerializerContext;
