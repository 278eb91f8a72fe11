
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "admin_audit_log": {
                  Row: {
                    "action": string,"actor": string,"created_at": string,"id": number,"new_value": Json | null,"old_value": Json | null,"reason": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor": string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason": string,"subject": string
                  }
                  Update: {
                    "action"?: string,"actor"?: string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"app_settings": {
                  Row: {
                    "disabled_kinds": (Database["public"]['Enums']["generation_kind"])[],"max_attempts": number,"max_running_per_user": number,"max_starts_per_minute": number,"models": NonNullable<Json>,"only_row": boolean,"recent_days": number,"sign_ups_open": boolean,"signup_credits": number | null,"trash_days": number,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Update: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"board_media": {
                  Row: {
                    "added_at": string,"board_id": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"position": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"board_id": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"position": number,"user_id": string
                  }
                  Update: {
                    "added_at"?: string,"board_id"?: string,"generation_id"?: string,"made_at"?: string,"media_id"?: string,"media_kind"?: Database["public"]['Enums']["generation_kind"],"position"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "board_media_board_id_fkey"
      columns: ["board_id"]
isOneToOne: false
      referencedRelation: "boards"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "board_media_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"boards": {
                  Row: {
                    "cover_media_id": string | null,"created_at": string,"deleted_at": string | null,"id": string,"name": string,"position": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "cover_media_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id": string,"name": string,"position": number,"user_id": string
                  }
                  Update: {
                    "cover_media_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"name"?: string,"position"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "boards_cover_fkey"
      columns: ["id","cover_media_id"]
isOneToOne: false
      referencedRelation: "board_media"
      referencedColumns: ["board_id","media_id"]
    },{
      foreignKeyName: "boards_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"credit_ledger": {
                  Row: {
                    "actor": string | null,"balance_after": number,"created_at": string,"delta": number,"generation_id": string | null,"idempotency_key": string | null,"media_id": string | null,"note": string | null,"reason": string,"seq": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor"?: string | null,"balance_after": number,"created_at"?: string,"delta": number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason": string,"seq": number,"user_id": string
                  }
                  Update: {
                    "actor"?: string | null,"balance_after"?: number,"created_at"?: string,"delta"?: number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason"?: string,"seq"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "credit_ledger_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "credit_ledger_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"edited_images": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"generations": {
                  Row: {
                    "attempts": number,"created_at": string,"deadline_at": string,"failure_code": Database["public"]['Enums']["failure_code"] | null,"failure_words": string | null,"finished_at": string | null,"id": string,"inputs": NonNullable<Json>,"kind": Database["public"]['Enums']["generation_kind"],"made_count": number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt": string,"output_count": number | null,"price_credits": number,"price_credits_each": number,"progress": number,"prompt": string,"prompt_reading": Json | null,"provider": string | null,"provider_note": string | null,"provider_request_id": string | null,"revision": number,"settings": NonNullable<Json>,"source_media_id": string | null,"started_at": string | null,"status": Database["public"]['Enums']["generation_status"],"updated_at": string,"upstream": Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"deadline_at": string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id": string,"inputs"?: NonNullable<Json>,"kind": Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt"?: string,"output_count"?: never,"price_credits"?: never,"price_credits_each": number,"progress"?: number,"prompt": string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"deadline_at"?: string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id"?: string,"inputs"?: NonNullable<Json>,"kind"?: Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts"?: number,"media_ids"?: (string)[],"model"?: string,"negative_prompt"?: string,"output_count"?: never,"price_credits"?: never,"price_credits_each"?: number,"progress"?: number,"prompt"?: string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id"?: string,"usual_seconds"?: number,"wait_seconds"?: number,"work_seconds"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "generations_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"idempotency_keys": {
                  Row: {
                    "created_at": string,"expires_at": string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"expires_at"?: string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"expires_at"?: string,"generation_id"?: string,"input_hash"?: string,"key"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "idempotency_keys_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: true
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "idempotency_keys_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"images": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"media": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "media_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"media_tags": {
                  Row: {
                    "folded": string,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"tag": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "folded"?: never,"generation_id": string,"made_at": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"tag": string,"user_id": string
                  }
                  Update: {
                    "folded"?: never,"generation_id"?: string,"made_at"?: string,"media_id"?: string,"media_kind"?: Database["public"]['Enums']["generation_kind"],"tag"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_tags_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"prompt_history": {
                  Row: {
                    "deleted_at": string | null,"digest": string,"generation_id": string,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"last_used_at": string,"starred_at": string | null,"user_id": string,"uses": number
                  }
                  ComputedFields: never
                  Insert: {
                    "deleted_at"?: string | null,"digest": string,"generation_id": string,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"last_used_at": string,"starred_at"?: string | null,"user_id": string,"uses"?: number
                  }
                  Update: {
                    "deleted_at"?: string | null,"digest"?: string,"generation_id"?: string,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"last_used_at"?: string,"starred_at"?: string | null,"user_id"?: string,"uses"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompt_history_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: true
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "prompt_history_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"reports": {
                  Row: {
                    "board_id": string | null,"closed_at": string | null,"contact": string,"created_at": string,"id": string,"media_id": string | null,"reason": string,"share_id": string | null,"user_id": string,"words": string
                  }
                  ComputedFields: never
                  Insert: {
                    "board_id"?: string | null,"closed_at"?: string | null,"contact": string,"created_at"?: string,"id": string,"media_id"?: string | null,"reason": string,"share_id"?: string | null,"user_id": string,"words": string
                  }
                  Update: {
                    "board_id"?: string | null,"closed_at"?: string | null,"contact"?: string,"created_at"?: string,"id"?: string,"media_id"?: string | null,"reason"?: string,"share_id"?: string | null,"user_id"?: string,"words"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "reports_share_id_fkey"
      columns: ["share_id"]
isOneToOne: false
      referencedRelation: "shares"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"saved_searches": {
                  Row: {
                    "created_at": string,"id": string,"name": string,"query": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id": string,"name": string,"query": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"name"?: string,"query"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "saved_searches_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"security_log": {
                  Row: {
                    "address": string,"created_at": string,"event": string,"id": number,"outcome": string,"user_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "address": string,"created_at"?: string,"event": string,"id"?: never,"outcome": string,"user_id"?: string | null
                  }
                  Update: {
                    "address"?: string,"created_at"?: string,"event"?: string,"id"?: never,"outcome"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"shares": {
                  Row: {
                    "board_id": string | null,"created_at": string,"expires_at": string | null,"id": string,"is_listed": boolean,"media_id": string | null,"media_kind": Database["public"]['Enums']["generation_kind"] | null,"revoked_at": string | null,"shows_prompt": boolean,"token_hash": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "board_id"?: string | null,"created_at"?: string,"expires_at"?: string | null,"id": string,"is_listed": boolean,"media_id"?: string | null,"media_kind"?: Database["public"]['Enums']["generation_kind"] | null,"revoked_at"?: string | null,"shows_prompt": boolean,"token_hash": string,"user_id": string
                  }
                  Update: {
                    "board_id"?: string | null,"created_at"?: string,"expires_at"?: string | null,"id"?: string,"is_listed"?: boolean,"media_id"?: string | null,"media_kind"?: Database["public"]['Enums']["generation_kind"] | null,"revoked_at"?: string | null,"shows_prompt"?: boolean,"token_hash"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "shares_board_id_fkey"
      columns: ["board_id"]
isOneToOne: false
      referencedRelation: "boards"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "shares_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    },{
      foreignKeyName: "shares_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"uploads": {
                  Row: {
                    "content_type": string,"created_at": string,"expires_at": string,"height": number,"id": string,"path": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"user_id": string | null,"visitor_hash": string | null,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"expires_at": string,"height": number,"id": string,"path": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"user_id"?: string | null,"visitor_hash"?: string | null,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"expires_at"?: string,"height"?: number,"id"?: string,"path"?: string,"role"?: string,"sha256"?: string,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"user_id"?: string | null,"visitor_hash"?: string | null,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "uploads_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"user_sessions": {
                  Row: {
                    "address": string,"agent": string,"created_at": string,"id": string,"last_seen_at": string,"live_until": string,"opened_by": Database["public"]['Enums']["session_opening"],"revoked_at": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address"?: string,"agent"?: string,"created_at"?: string,"id": string,"last_seen_at"?: string,"live_until": string,"opened_by"?: Database["public"]['Enums']["session_opening"],"revoked_at"?: string | null,"user_id": string
                  }
                  Update: {
                    "address"?: string,"agent"?: string,"created_at"?: string,"id"?: string,"last_seen_at"?: string,"live_until"?: string,"opened_by"?: Database["public"]['Enums']["session_opening"],"revoked_at"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "user_sessions_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"users": {
                  Row: {
                    "avatar": string | null,"created_at": string,"credits": number,"deleted_at": string | null,"first_grant_at": string | null,"first_grant_refused": string | null,"id": string,"ledger_seq": number,"name": string,"prompts_cleared_at": string | null,"prompts_cleared_before": string | null,"suspended_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id": string,"ledger_seq"?: number,"name": string,"prompts_cleared_at"?: string | null,"prompts_cleared_before"?: string | null,"suspended_at"?: string | null
                  }
                  Update: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id"?: string,"ledger_seq"?: number,"name"?: string,"prompts_cleared_at"?: string | null,"prompts_cleared_before"?: string | null,"suspended_at"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"videos": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at": string | null,"sha256": string,"shape": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"source_media_id": string | null,"starred_at": string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"model": string,"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shape"?: never,"shelf"?: never,"size_bytes": number,"source_media_id"?: string | null,"starred_at"?: string | null,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"model"?: string,"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shape"?: never,"shelf"?: never,"size_bytes"?: number,"source_media_id"?: string | null,"starred_at"?: string | null,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "account_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"add_to_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"adjust_credits":
{ Args: { "p_actor": string,"p_delta_credits": number,"p_idempotency_key": string,"p_reason": string,"p_user_id": string }; Returns: number
                           },
"applied_migrations":
{ Args: Record<PropertyKey, never>; Returns: (string)[]
                           },
"begin_clean_up":
{ Args: { "p_if_due": boolean }; Returns: string
                           },
"begin_sign_in":
{ Args: { "p_account": string,"p_address": string,"p_devices": (string)[] }; Returns: Json
                           },
"board_page":
{ Args: { "p_board_id": string,"p_page": number,"p_page_size": number }; Returns: Json
                           },
"boards_page":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"cancel_generation":
{ Args: { "p_generation_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"check_invariants":
{ Args: { "p_limit"?: number,"p_place"?: string }; Returns: Json
                           },
"choose_going_mail":
{ Args: { "p_session_id": string,"p_user_id": string,"p_wanted": boolean }; Returns: undefined
                           },
"claim_generation":
{ Args: { "p_deliveries": number,"p_generation_id": string,"p_lease_seconds": number,"p_message_id": number,"p_worker": string }; Returns: Json
                           },
"claim_uploads":
{ Args: { "p_session_id": string,"p_user_id": string,"p_visitor_hash": string }; Returns: number
                           },
"clean_up":
{ Args: { "p_limit": number,"p_run": string }; Returns: Json
                           },
"clean_up_history":
{ Args: { "p_limit": number }; Returns: Json
                           },
"clean_up_preview":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"clean_up_state":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"clear_prompts":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"complete_generation":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_media": Json,"p_note"?: string }; Returns: undefined
                           },
"confirm_deletions":
{ Args: { "p_media_ids"?: (string)[],"p_objects"?: Json,"p_run"?: string }; Returns: number
                           },
"credits_page":
{ Args: { "p_page": number,"p_page_size": number }; Returns: Json
                           },
"delete_board":
{ Args: { "p_board_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"delete_mail":
{ Args: { "p_id": string }; Returns: undefined
                           },
"delete_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"delete_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"delete_search":
{ Args: { "p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"dismiss_going":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"empty_trash":
{ Args: { "p_limit": number,"p_session_id": string,"p_user_id": string }; Returns: number
                           },
"end_clean_up":
{ Args: { "p_failed_objects": number,"p_outcome"?: string,"p_run": string }; Returns: undefined
                           },
"end_sign_in":
{ Args: { "p_counted": Json,"p_succeeded": boolean }; Returns: undefined
                           },
"enqueue_mail":
{ Args: { "p_html": string,"p_id": string,"p_subject": string,"p_to": string,"p_useful_seconds": number }; Returns: undefined
                           },
"fail_generation":
{ Args: { "p_code": Database["public"]['Enums']["failure_code"],"p_generation_id": string,"p_lease_token": string,"p_words": string }; Returns: undefined
                           },
"find_orphans":
{ Args: { "p_paths": (string)[],"p_store": string }; Returns: string[]
                           },
"gallery_matches":
{ Args: { "p_at"?: string,"p_filter"?: Json,"p_id"?: string,"p_view": Database["public"]['Enums']["media_shelf"] }; Returns: {
              "created_at": string,"id": string
            }[]
                           },
"gallery_page":
{ Args: { "p_at"?: string,"p_count"?: number,"p_filter"?: Json,"p_id"?: string,"p_is_before"?: boolean,"p_page": number,"p_page_size": number,"p_sort": string,"p_view": Database["public"]['Enums']["media_shelf"] }; Returns: Json
                           },
"gallery_place":
{ Args: { "p_media_id": string }; Returns: {
              "id": string,"near_at": string,"near_id": string,"place": number,"view": Database["public"]['Enums']["media_shelf"]
            }[]
                           },
"generation_changes":
{ Args: { "p_since_seconds": number }; Returns: Json
                           },
"generation_page":
{ Args: { "p_generation_id": string }; Returns: Json
                           },
"going_soon":
{ Args: { "p_ids": number,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"heartbeat_generation":
{ Args: { "p_generation_id": string,"p_lease_seconds": number,"p_lease_token": string }; Returns: Database["public"]['Enums']["lease_state"]
                           },
"keep_upload":
{ Args: { "p_file": Json,"p_role": string,"p_session_id"?: string,"p_upload_id": string,"p_user_id"?: string,"p_visitor_hash"?: string }; Returns: string
                           },
"known_objects":
{ Args: { "p_paths": (string)[],"p_store": string }; Returns: {
              "path": string,"to_delete": boolean
            }[]
                           },
"lease_mails":
{ Args: { "p_lease_seconds": number,"p_limit": number }; Returns: Json
                           },
"links_page":
{ Args: { "p_page": number,"p_page_size": number }; Returns: Json
                           },
"log_security_event":
{ Args: { "p_address": string,"p_email"?: string,"p_event": string,"p_outcome": string,"p_user_id"?: string }; Returns: undefined
                           },
"lost_leases":
{ Args: { "p_leases": Json }; Returns: string[]
                           },
"mail_going":
{ Args: { "p_letters": Json,"p_limit": number }; Returns: number
                           },
"make_board":
{ Args: { "p_board_id": string,"p_media_ids"?: (string)[],"p_name": string,"p_session_id": string,"p_user_id": string }; Returns: string
                           },
"make_share":
{ Args: { "p_board_id"?: string,"p_expires_at"?: string,"p_is_listed": boolean,"p_media_id"?: string,"p_session_id": string,"p_share_id": string,"p_shows_prompt": boolean,"p_token_hash": string,"p_user_id": string }; Returns: string
                           },
"media_details":
{ Args: { "p_media_ids": (string)[] }; Returns: Json
                           },
"media_file":
{ Args: { "p_media_id": string }; Returns: {
              "content_type": string,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"media_page":
{ Args: { "p_filter"?: Json,"p_media_id": string,"p_sort"?: string,"p_view"?: Database["public"]['Enums']["media_shelf"] }; Returns: Json
                           },
"media_places":
{ Args: { "p_media_ids": (string)[] }; Returns: {
              "content_type": string,"id": string,"path": string,"store": string,"thumb_path": string
            }[]
                           },
"media_rows":
{ Args: { "p_after"?: string,"p_limit": number }; Returns: {
              "content_type": string,"height": number,"id": string,"path": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"width": number
            }[]
                           },
"order_boards":
{ Args: { "p_board_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"order_on_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"organize_page":
{ Args: { "p_media_ids": (string)[] }; Returns: Json
                           },
"orphan_costs":
{ Args: { "p_after"?: number }; Returns: Json
                           },
"own_upload":
{ Args: { "p_upload_id": string }; Returns: Json
                           },
"password_mark":
{ Args: { "p_email": string }; Returns: string
                           },
"plan_orphans":
{ Args: { "p_paths": (string)[],"p_place"?: string,"p_run": string,"p_store": string }; Returns: number
                           },
"plan_upload":
{ Args: { "p_folder_id": string,"p_upload_id": string }; Returns: undefined
                           },
"prompts_page":
{ Args: { "p_after"?: string,"p_before"?: string,"p_page_size": number,"p_search"?: string,"p_starred"?: boolean }; Returns: Json
                           },
"public_settings":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"put_back_on_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"queue_read":
{ Args: { "p_limit": number,"p_visibility_seconds": number }; Returns: {
              "deliveries": number,"generation_id": string,"message_id": number
            }[]
                           },
"read_draft":
{ Args: { "p_token_hash": string }; Returns: Json
                           },
"ready":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"recent_link":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: Database["public"]['Enums']["session_opening"]
                           },
"recently_mailed":
{ Args: { "p_email": string,"p_seconds": number }; Returns: boolean
                           },
"record_provider_job":
{ Args: { "p_generation_id": string,"p_job": Json,"p_lease_token": string,"p_provider": string,"p_request_id"?: string,"p_route": string }; Returns: undefined
                           },
"record_route_outcome":
{ Args: { "p_failure"?: string,"p_model": string,"p_route": string,"p_wait_seconds": number }; Returns: undefined
                           },
"record_submit_intent":
{ Args: { "p_generation_id": string,"p_is_free": boolean,"p_lease_token": string,"p_provider": string,"p_route": string }; Returns: {
              "ended_request_ids": (string)[],"intended_at": string
            }[]
                           },
"register_place":
{ Args: { "p_account": string,"p_address": string,"p_afresh": boolean,"p_device": string }; Returns: boolean
                           },
"register_session":
{ Args: { "p_address": string,"p_agent": string,"p_idle_days": number,"p_max_days": number,"p_max_grants_per_address"?: number,"p_max_grants_per_day": number,"p_opened_by": Database["public"]['Enums']["session_opening"],"p_password_mark"?: string,"p_replaced_session_id"?: string,"p_replaced_user_id"?: string,"p_session_id": string,"p_signup_credits": number,"p_user_id": string }; Returns: undefined
                           },
"release_generation":
{ Args: { "p_counts_as_attempt": boolean,"p_delay_seconds": number,"p_generation_id": string,"p_lease_token": string }; Returns: undefined
                           },
"remove_from_board":
{ Args: { "p_board_id": string,"p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"rename_board":
{ Args: { "p_board_id": string,"p_name": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"rename_search":
{ Args: { "p_name": string,"p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"report_place":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_upstream"?: Json }; Returns: number
                           },
"report_progress":
{ Args: { "p_generation_id": string,"p_lease_token": string,"p_progress": number }; Returns: undefined
                           },
"report_share":
{ Args: { "p_contact": string,"p_media_id"?: string,"p_reason": string,"p_report_id": string,"p_token_hash": string,"p_words": string }; Returns: string
                           },
"restore_board":
{ Args: { "p_board_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"restore_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"restore_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"revoke_session":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"revoke_sessions":
{ Args: { "p_user_id": string }; Returns: undefined
                           },
"revoke_share":
{ Args: { "p_session_id": string,"p_share_id": string,"p_user_id": string }; Returns: undefined
                           },
"save_draft":
{ Args: { "p_fields": Json,"p_token_hash": string }; Returns: undefined
                           },
"save_media":
{ Args: { "p_files": Json,"p_session_id": string,"p_user_id": string }; Returns: Json
                           },
"save_search":
{ Args: { "p_name": string,"p_query": string,"p_search_id": string,"p_session_id": string,"p_user_id": string }; Returns: string
                           },
"set_cover":
{ Args: { "p_board_id": string,"p_media_id": string,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"share_page":
{ Args: { "p_board_id"?: string,"p_media_id"?: string }; Returns: Json
                           },
"share_state":
{ Args: { "p_token_hash": string }; Returns: string
                           },
"shared_files":
{ Args: { "p_limit": number,"p_media_id"?: string,"p_token_hash": string }; Returns: {
              "content_type": string,"id": string,"is_listed": boolean,"path": string,"prompt": string,"sha256": string,"shows_prompt": boolean,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"shared_page":
{ Args: { "p_media_id"?: string,"p_page": number,"p_page_size": number,"p_token_hash": string }; Returns: Json
                           },
"source_file":
{ Args: { "p_generation_id": string,"p_role"?: string }; Returns: {
              "content_type": string,"id": string,"path": string,"prompt": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string
            }[]
                           },
"star_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"star_prompts":
{ Args: { "p_prompt_ids": (string)[],"p_session_id": string,"p_starred": boolean,"p_user_id": string }; Returns: string[]
                           },
"start_generation":
{ Args: { "p_generation_id": string,"p_idempotency_key": string,"p_input_hash": string,"p_inputs"?: Json,"p_kind": Database["public"]['Enums']["generation_kind"],"p_list_credits_each"?: number,"p_media_ids": (string)[],"p_model": string,"p_negative_prompt": string,"p_price_credits_each": number,"p_prompt": string,"p_prompt_reading"?: Json,"p_prompt_refusal"?: string,"p_quoted_credits_each"?: number,"p_session_id": string,"p_settings": Json,"p_source_media_id"?: string,"p_user_id": string,"p_usual_seconds": number,"p_wait_seconds": number,"p_work_seconds": number }; Returns: {
              "generation_id": string,"replayed": boolean
            }[]
                           },
"studio_page":
{ Args: { "p_kind": Database["public"]['Enums']["generation_kind"] }; Returns: Json
                           },
"sweep_generations":
{ Args: { "p_limit": number }; Returns: {
              "failed": number,"requeued": number
            }[]
                           },
"tag_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_tags": (string)[],"p_user_id": string }; Returns: string[]
                           },
"take_rate_limit":
{ Args: { "p_bucket": string,"p_limit": number,"p_window_seconds": number }; Returns: {
              "allowed": boolean,"retry_after_seconds": number
            }[]
                           },
"touch_session":
{ Args: { "p_idle_days": number,"p_max_days": number,"p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"trash_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"unclear_prompts":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: undefined
                           },
"unstar_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_user_id": string }; Returns: string[]
                           },
"untag_media":
{ Args: { "p_media_ids": (string)[],"p_session_id": string,"p_tags": (string)[],"p_user_id": string }; Returns: string[]
                           },
"visitor_uploads":
{ Args: { "p_visitor_hash": string }; Returns: {
              "content_type": string,"height": number,"id": string,"path": string,"prompt": string,"role": string,"sha256": string,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"width": number
            }[]
                           },
"wants_going_mail":
{ Args: { "p_session_id": string,"p_user_id": string }; Returns: boolean
                           },
"withdraw_submit_intent":
{ Args: { "p_generation_id": string,"p_lease_token": string }; Returns: undefined
                           }
          }
          Enums: {
            "failure_code": "invalid_input"|"safety_filter"|"provider_auth"|"provider_credit"|"rate_limited"|"busy"|"timed_out"|"upstream_failure"|"ambiguous"|"unusable_file"|"canceled"|"source_gone"|"store_failure"|"deadline"|"attempts_exhausted","generation_kind": "image"|"edit"|"video","generation_status": "queued"|"running"|"succeeded"|"failed"|"canceled","lease_state": "held"|"taken"|"refunded","media_shelf": "recent"|"saved"|"trash","session_opening": "password"|"signup"|"recovery"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "failure_code": ["invalid_input", "safety_filter", "provider_auth", "provider_credit", "rate_limited", "busy", "timed_out", "upstream_failure", "ambiguous", "unusable_file", "canceled", "source_gone", "store_failure", "deadline", "attempts_exhausted"],"generation_kind": ["image", "edit", "video"],"generation_status": ["queued", "running", "succeeded", "failed", "canceled"],"lease_state": ["held", "taken", "refunded"],"media_shelf": ["recent", "saved", "trash"],"session_opening": ["password", "signup", "recovery"]
          }
        }
} as const
